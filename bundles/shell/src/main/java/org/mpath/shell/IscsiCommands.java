package org.mpath.shell;

import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.control.IscsiControl;
import org.mpath.api.control.IscsiSessionState;
import org.mpath.api.control.IscsiTarget;
import org.mpath.api.inventory.Inventory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The iSCSI initiator. */
@Component(service = {IscsiCommands.class, CommandGroup.class}, immediate = true)
public final class IscsiCommands extends CommandGroup {
    private static final Duration PLACING_LIMIT = Duration.ofSeconds(30);

    private static final Listing<IscsiTarget> TARGETS = new Listing<IscsiTarget>("targets")
            .text("TARGET", "name", IscsiTarget::name)
            .text("PORTAL", "portal", IscsiTarget::portal)
            .number("TPGT", "portal_group_tag", IscsiTarget::portalGroupTag);

    private static final Listing<IscsiSessionState> SESSIONS = new Listing<IscsiSessionState>("sessions")
            .text("PORTAL", "portal", IscsiSessionState::portal)
            .text("TARGET", "target", IscsiSessionState::target)
            .state("STATE", "state", IscsiSessionState::state)
            .text("DIGESTS", "", session -> session.headerDigest() + "," + session.dataDigest())
            .text("LOGIN", "authentication", IscsiSessionState::authentication)
            .number("UNITS", "units", IscsiSessionState::units)
            .number("LOGINS", "logins", IscsiSessionState::logins)
            .number("INFLIGHT", "in_flight", IscsiSessionState::inFlight)
            .field("isid", IscsiSessionState::isid)
            .field("tsih", IscsiSessionState::tsih)
            .field("header_digest", IscsiSessionState::headerDigest)
            .field("data_digest", IscsiSessionState::dataDigest)
            .text("REASON", "reason", IscsiSessionState::reason);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile IscsiControl control;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile Inventory inventory;

    /** Made by Declarative Services. */
    @Activate
    public IscsiCommands() {
        super("iscsi");
    }

    /** Asks a portal for its targets. */
    @Descriptor("asks a portal which targets it has (SendTargets)")
    @Usage(operands = "HOST[:PORT]", example = "iscsi:discover 192.0.2.1:3260")
    public void discover(CommandSession session, String[] words) {
        run("discover", session, words, call -> {
            String portal = call.operand(0);
            TARGETS.print(call, control().discover(portal), "portal " + portal + " has no targets for this initiator");
        });
    }

    /** Logs in. */
    @Descriptor("logs in to a target and keeps the session until logout")
    @Usage(operands = "PORTAL TARGET", example = "iscsi:login 192.0.2.1:3260 iqn.2026-11.org.example:t1")
    public void login(CommandSession session, String[] words) {
        run("login", session, words, call -> {
            control().login(call.operand(0), call.operand(1));
            awaitPlaced();
            call.done("logged in to " + call.operand(1) + " on " + call.operand(0));
        });
    }

    /** Logs out. */
    @Descriptor("logs out of a target and removes its paths")
    @Usage(operands = "PORTAL TARGET", example = "iscsi:logout 192.0.2.1:3260 iqn.2026-11.org.example:t1")
    public void logout(CommandSession session, String[] words) {
        run("logout", session, words, call -> {
            int ended = control().logout(call.operand(0), call.operand(1));
            if (ended == 0) {
                String wanted = call.operand(0) + " " + call.operand(1);
                List<String> known = control().sessions().stream()
                        .map(state -> state.portal() + " " + state.target())
                        .toList();
                throw Text.unknown("session", wanted, known, "iscsi:sessions");
            }
            awaitPlaced();
            call.done("logged out of " + call.operand(1) + " on " + call.operand(0) + ": " + ended
                    + (ended == 1 ? " session" : " sessions"));
        });
    }

    /** The next command shall see the paths that came or went. */
    private void awaitPlaced() {
        Inventory present = inventory;
        if (present != null) {
            Settling.await(present, PLACING_LIMIT);
        }
    }

    /** The sessions. */
    @Descriptor("lists iSCSI sessions, wanted and present")
    @Usage(example = "iscsi:sessions")
    public void sessions(CommandSession session, String[] words) {
        run("sessions", session, words, call ->
                SESSIONS.print(call, control().sessions(), "no sessions; `iscsi:login PORTAL TARGET` makes one"));
    }

    @Override
    List<String> names(String kind) {
        IscsiControl present = control;
        if (present == null) {
            return List.of();
        }
        return switch (kind) {
            case "PORTAL", "HOST[:PORT]" -> present.sessions().stream()
                    .map(IscsiSessionState::portal)
                    .distinct()
                    .toList();
            case "TARGET" -> present.sessions().stream()
                    .map(IscsiSessionState::target)
                    .distinct()
                    .toList();
            default -> List.of();
        };
    }

    private IscsiControl control() {
        return present(control, "iSCSI transport", "org.mpath.transport.iscsi");
    }
}
