package org.mpath.shell;

import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.control.NbdConnection;
import org.mpath.api.control.NbdControl;
import org.mpath.api.control.NbdExport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The NBD server. */
@Component(service = {NbdCommands.class, CommandGroup.class}, immediate = true)
public final class NbdCommands extends CommandGroup {
    private static final Listing<NbdExport> EXPORTS = new Listing<NbdExport>("exports")
            .text("EXPORT", "name", NbdExport::name)
            .number("SIZE", "", export -> Text.size(export.sizeBytes()))
            .field("size_bytes", NbdExport::sizeBytes)
            .text("READONLY", "read_only", NbdExport::readOnly)
            .number("CLIENTS", "connections", NbdExport::connections)
            .text("URI", "uri", NbdExport::uri);

    private static final Listing<NbdConnection> CONNECTIONS = new Listing<NbdConnection>("connections")
            .number("ID", "id", NbdConnection::id)
            .text("PEER", "peer", NbdConnection::peer)
            .text("EXPORT", "export", NbdConnection::export)
            .number("INFLIGHT", "in_flight", NbdConnection::inFlight)
            .number("REQUESTS", "requests", NbdConnection::requests)
            .number("ERRORS", "errors", NbdConnection::errors);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile NbdControl control;

    /** Made by Declarative Services. */
    @Activate
    public NbdCommands() {
        super("nbd");
    }

    /** The exports. */
    @Descriptor("lists maps as NBD exports, with what to give to a client")
    @Usage(example = "nbd:exports")
    public void exports(CommandSession session, String[] words) {
        run("exports", session, words, call -> EXPORTS.print(call, control().exports(), "no exports: there are no maps"));
    }

    /** The clients. */
    @Descriptor("lists NBD clients")
    @Usage(example = "nbd:connections")
    public void connections(CommandSession session, String[] words) {
        run("connections", session, words, call -> CONNECTIONS.print(call, control().connections(), "no clients"));
    }

    @Override
    List<String> names(String kind) {
        return List.of();
    }

    private NbdControl control() {
        return present(control, "NBD server", "org.mpath.export.nbd");
    }
}
