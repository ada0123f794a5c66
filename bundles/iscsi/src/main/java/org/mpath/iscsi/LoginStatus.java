package org.mpath.iscsi;

/** Status class and detail of a Login Response as one number, class in the high byte (RFC 7143 11.13.5). */
public final class LoginStatus {
    public static final int SUCCESS = 0x0000;
    public static final int MOVED_TEMPORARILY = 0x0101;
    public static final int MOVED_PERMANENTLY = 0x0102;
    public static final int INITIATOR_ERROR = 0x0200;
    public static final int AUTHENTICATION_FAILURE = 0x0201;
    public static final int AUTHORIZATION_FAILURE = 0x0202;
    public static final int NOT_FOUND = 0x0203;
    public static final int TARGET_REMOVED = 0x0204;
    public static final int UNSUPPORTED_VERSION = 0x0205;
    public static final int TOO_MANY_CONNECTIONS = 0x0206;
    public static final int MISSING_PARAMETER = 0x0207;
    public static final int SESSION_TYPE_NOT_SUPPORTED = 0x0209;
    public static final int SESSION_DOES_NOT_EXIST = 0x020a;
    public static final int INVALID_DURING_LOGIN = 0x020b;
    public static final int TARGET_ERROR = 0x0300;
    public static final int SERVICE_UNAVAILABLE = 0x0301;
    public static final int OUT_OF_RESOURCES = 0x0302;

    private LoginStatus() {}

    /** Whether the target sent the initiator to another address. */
    public static boolean redirects(int status) {
        return status >>> 8 == 1;
    }

    /** The status in words, with its number. */
    public static String text(int status) {
        String words = switch (status) {
            case SUCCESS -> "success";
            case MOVED_TEMPORARILY -> "target moved temporarily";
            case MOVED_PERMANENTLY -> "target moved permanently";
            case INITIATOR_ERROR -> "initiator error";
            case AUTHENTICATION_FAILURE -> "authentication failure";
            case AUTHORIZATION_FAILURE -> "authorization failure";
            case NOT_FOUND -> "target not found";
            case TARGET_REMOVED -> "target removed";
            case UNSUPPORTED_VERSION -> "unsupported version";
            case TOO_MANY_CONNECTIONS -> "too many connections";
            case MISSING_PARAMETER -> "missing parameter";
            case 0x0208 -> "cannot include in session";
            case SESSION_TYPE_NOT_SUPPORTED -> "session type not supported";
            case SESSION_DOES_NOT_EXIST -> "session does not exist";
            case INVALID_DURING_LOGIN -> "invalid during login";
            case TARGET_ERROR -> "target error";
            case SERVICE_UNAVAILABLE -> "service unavailable";
            case OUT_OF_RESOURCES -> "out of resources";
            default -> "unknown status";
        };
        return "%s (%04xh)".formatted(words, status);
    }
}
