package org.mpath.shell;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.control.LabControl;
import org.mpath.api.control.LabPort;
import org.mpath.scsi.Sense;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The lab arrays and their faults. */
@Component(service = {LabCommands.class, CommandGroup.class}, immediate = true)
public final class LabCommands extends CommandGroup {
    private static final int DELAY_MILLIS_MAX = 600_000;
    private static final int COUNT_MAX = 1_000_000;
    private static final int SENSE_KEY_MAX = 0xf;
    private static final Pattern SENSE = Pattern.compile("(\\p{XDigit}{1,2})/(\\p{XDigit}{1,2})/(\\p{XDigit}{1,2})");

    private static final Listing<LabPort> PORTS = new Listing<LabPort>("ports")
            .text("ARRAY", "array", LabPort::array)
            .text("PORT", "name", LabPort::name)
            .state("FAULT", "fault", LabPort::fault)
            .number("UNITS", "units", LabPort::units)
            .number("COMMANDS", "commands", LabPort::commands);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile LabControl control;

    /** Made by Declarative Services. */
    @Activate
    public LabCommands() {
        super("lab");
    }

    /** The ports. */
    @Descriptor("lists the ports of the lab arrays and their faults")
    @Usage(example = "lab:ports")
    public void ports(CommandSession session, String[] words) {
        run("ports", session, words, call -> PORTS.print(call, control().ports(), "no lab array is configured"));
    }

    /** Cuts a port. */
    @Descriptor("cuts a port: its connections end, commands fail at once")
    @Usage(operands = "PORT", example = "lab:cut A0")
    public void cut(CommandSession session, String[] words) {
        run("cut", session, words, call -> {
            String port = port(call);
            control().cut(port);
            call.done("port " + port + " is cut");
        });
    }

    /** Silences a port. */
    @Descriptor("silences a port: commands go in, nothing comes out")
    @Usage(operands = "PORT", example = "lab:silence A0")
    public void silence(CommandSession session, String[] words) {
        run("silence", session, words, call -> {
            String port = port(call);
            control().silence(port);
            call.done("port " + port + " is silent");
        });
    }

    /** Delays a port. */
    @Descriptor("delays every answer of a port")
    @Usage(operands = "PORT MILLIS", example = "lab:delay A0 200")
    public void delay(CommandSession session, String[] words) {
        run("delay", session, words, call -> {
            String port = port(call);
            int millis = call.arguments().number(1, 0, 0, DELAY_MILLIS_MAX);
            control().delay(port, millis);
            call.done("port " + port + " answers " + millis + " ms late");
        });
    }

    /** Makes a port answer with sense data. */
    @Descriptor("makes a port answer CHECK CONDITION, to all commands or to the next COUNT")
    @Usage(operands = "PORT KEY/ASC/ASCQ [COUNT]", example = "lab:sense A0 02/04/0b 3")
    public void sense(CommandSession session, String[] words) {
        run("sense", session, words, call -> {
            String port = port(call);
            int[] codes = codes(call);
            int count = call.arguments().number(2, 0, 1, COUNT_MAX);
            control().sense(port, codes[0], codes[1], codes[2], count);
            String sense = Sense.text(codes[0], codes[1], codes[2]);
            call.done("port " + port + " answers " + (count == 0 ? "every command" : "the next " + count) + ": " + sense);
        });
    }

    /** Heals a port. */
    @Descriptor("takes every fault off a port")
    @Usage(operands = "PORT", example = "lab:heal A0")
    public void heal(CommandSession session, String[] words) {
        run("heal", session, words, call -> {
            String port = port(call);
            control().heal(port);
            call.done("port " + port + " is healed");
        });
    }

    @Override
    List<String> names(String kind) {
        LabControl present = control;
        return present == null || !kind.equals("PORT")
                ? List.of()
                : present.ports().stream().map(LabPort::name).toList();
    }

    private String port(Call call) {
        String port = call.operand(0);
        control();
        List<String> known = names("PORT");
        if (!known.contains(port)) {
            throw Text.unknown("port", port, known, "lab:ports");
        }
        return port;
    }

    private static int[] codes(Call call) {
        String text = call.operand(1);
        Matcher sense = SENSE.matcher(text);
        if (!sense.matches() || Integer.parseInt(sense.group(1), 16) > SENSE_KEY_MAX) {
            throw call.arguments()
                    .syntax()
                    .wrong("KEY/ASC/ASCQ are three hex numbers, key up to 0f, such as 02/04/0b, not '" + text + "'");
        }
        return new int[] {
            Integer.parseInt(sense.group(1), 16),
            Integer.parseInt(sense.group(2), 16),
            Integer.parseInt(sense.group(3), 16)
        };
    }

    private LabControl control() {
        return present(control, "lab", "org.mpath.transport.lab");
    }
}
