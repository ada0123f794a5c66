package org.mpath.scsi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What standard INQUIRY data of EMC CLARiiON and VNX arrays has after byte 160: serial number and model of the storage
 * processor. Arrays before them have shorter data.
 *
 * @param serial printable; empty when there is none
 * @param model printable; {@link #LEGACY} when the data is shorter
 */
public record ClariionModel(String serial, String model) {
    /** Model of an array whose data does not name one. */
    public static final String LEGACY = "FC (Legacy)";

    /** Most bytes of the data that count; also what to ask for. */
    public static final int BYTES_MAX = 255;

    private static final String PAGE = "CLARiiON INQUIRY data";
    private static final String VENDOR = "DGC";
    private static final String OLD = "FC";
    private static final int ADDITIONAL_LENGTH = 4;
    private static final int MODEL_LENGTH = 99;
    private static final int SERIAL_LENGTH = 160;
    private static final int SERIAL = 161;
    private static final int TEXT_MAX = (BYTES_MAX - SERIAL) / 2;

    /** Cuts the texts to what fits. */
    public ClariionModel {
        serial = serial.substring(0, Math.min(serial.length(), TEXT_MAX));
        model = model.substring(0, Math.min(model.length(), TEXT_MAX));
    }

    /**
     * Parses standard INQUIRY data.
     *
     * @throws MalformedResponse when it is of another vendor, or serial number or model end after it does
     */
    public static ClariionModel parse(byte[] received) {
        if (!Inquiry.parse(received).vendor().equals(VENDOR)) {
            throw new MalformedResponse(PAGE, 8, "vendor is not " + VENDOR);
        }
        Cursor all = Cursor.of(PAGE, received);
        Cursor data = all.atMost(Math.min(ADDITIONAL_LENGTH + 1L + all.u8(ADDITIONAL_LENGTH), BYTES_MAX));
        if (data.length() < SERIAL_LENGTH) {
            return new ClariionModel("", LEGACY);
        }
        int serialBytes = data.u8(SERIAL_LENGTH);
        byte[] serial = data.bytes(SERIAL, serialBytes);
        byte[] model = data.bytes(SERIAL + serialBytes, data.u8(MODEL_LENGTH));
        return new ClariionModel(Visible.of(serial), Visible.of(model));
    }

    /** Whether it only knows the short form of {@link Trespass}. */
    public boolean shortTrespass() {
        return model.startsWith(OLD);
    }

    /** Standard INQUIRY data with these texts in it, 255 bytes; unchanged for {@link #LEGACY}. */
    public byte[] in(byte[] standard) {
        if (model.equals(LEGACY)) {
            return standard;
        }
        byte[] data = Arrays.copyOf(standard, BYTES_MAX);
        data[ADDITIONAL_LENGTH] = (byte) (BYTES_MAX - ADDITIONAL_LENGTH - 1);
        data[MODEL_LENGTH] = (byte) model.length();
        data[SERIAL_LENGTH] = (byte) serial.length();
        byte[] texts = (serial + model).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(texts, 0, data, SERIAL, texts.length);
        return data;
    }
}
