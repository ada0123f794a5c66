package org.mpath.handler.sym;

import java.util.List;
import java.util.stream.Stream;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.Verdict;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * Disks and arrays that need no help (OpenBSD sym(4)): no command is ever sent, sense data is left to the engine. Behind
 * symmetric ones every path is as good as any other, and they form one group; of the others each path is a group of its own.
 */
@Component(scope = ServiceScope.PROTOTYPE, property = HardwareHandlerFactory.NAME + "=" + SymHandlerFactory.FAMILY)
public final class SymHandlerFactory implements HardwareHandlerFactory {
    static final String FAMILY = "sym";

    private static final HardwareHandler SILENT = (path, senseKey, asc, ascq) -> Verdict.DECLINED;

    //                          vendor      product
    //                          12345678    1234567890123456
    private static final List<HandlerMatch> SYMMETRIC_ROWS = List.of(
            new HandlerMatch("TOSHIBA", "MBF"),
            new HandlerMatch("SEAGATE", "ST"),
            new HandlerMatch("SGI", "ST"),
            new HandlerMatch("FUJITSU", "MBD"),
            new HandlerMatch("FUJITSU", "MA"),
            new HandlerMatch("MPATH   ", "LAB-SYM         "));

    private static final List<HandlerMatch> ASYMMETRIC_ROWS = List.of(
            new HandlerMatch("DELL", "MD1220          "),
            new HandlerMatch("DELL", "MD3060e         "),
            new HandlerMatch("SUN", "StorEdge 3510F D"),
            new HandlerMatch("SUNW", "SUNWGS INT FCBPL"),
            new HandlerMatch("Transtec", "PROVIGO1100"),
            new HandlerMatch("NetBSD", "NetBSD iSCSI"));

    private static final List<HandlerMatch> ROWS =
            Stream.of(ASYMMETRIC_ROWS, SYMMETRIC_ROWS).flatMap(List::stream).toList();

    /** A group for each path; no way back by itself: one path is as good as another. */
    private static final ArrayDefaults ASYMMETRIC =
            new ArrayDefaults(Grouping.FAILOVER, ArrayDefaults.SYMMETRIC.selector(), List.of(), List.of(), -1);

    @Override
    public String name() {
        return FAMILY;
    }

    @Override
    public List<HandlerMatch> matches() {
        return ROWS;
    }

    @Override
    public HardwareHandler create(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException("sym: takes no arguments, not " + arguments);
        }
        return SILENT;
    }

    @Override
    public ArrayDefaults defaults(PathFacts path) {
        boolean asymmetric =
                ASYMMETRIC_ROWS.stream().anyMatch(row -> row.matches(path.paddedVendor(), path.paddedProduct()));
        return asymmetric ? ASYMMETRIC : ArrayDefaults.SYMMETRIC;
    }
}
