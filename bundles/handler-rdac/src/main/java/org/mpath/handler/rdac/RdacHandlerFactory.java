package org.mpath.handler.rdac;

import java.util.List;
import java.util.stream.Stream;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.PrioritizerFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Arrays with RDAC controllers: LSI, Engenio, NetApp E-Series (SANtricity) and their brands, and those of the lab. */
@Component(
        scope = ServiceScope.PROTOTYPE,
        property = {
            HardwareHandlerFactory.NAME + "=" + RdacHandlerFactory.FAMILY,
            PathCheckerFactory.NAME + "=" + RdacHandlerFactory.FAMILY,
            PrioritizerFactory.NAME + "=" + RdacHandlerFactory.FAMILY
        })
public final class RdacHandlerFactory implements HardwareHandlerFactory {
    static final String FAMILY = "rdac";

    private static final String FOLLOW = "follow";
    private static final int SECONDS = 60;
    private static final int SECONDS_MAX = 600;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** OpenBSD's rows, whose blanks count, before Linux's (seed-systems 1.7 and 4.2). */
    private static final List<HandlerMatch> MATCHES = Stream.of(
                    rows("MPATH", "LAB-RDAC"),
                    rows("DELL", "MD3000          ", "MD3000i         ", "MD32xx          ", "MD32xxi         ", "MD3"),
                    rows("SUN", "CSM200_", "CSM", "LCSM100", "STK6580_6780", "SUN_6180", "ArrayStorage"),
                    rows("IBM", "1722", "1724", "1726", "1742", "1745", "1746", "1813", "1814", "1815", "1818", "3526",
                            "3542", "3552"),
                    rows("SGI", "TP9300", "TP9400", "TP9500", "TP9700", "IS"),
                    rows("STK", "FLEXLINE 380", "OPENstorage", "BladeCtlr"),
                    rows("NETAPP", "INF-01-00"),
                    rows("LSI", "INF-01-00"),
                    rows("ENGENIO", "INF-01-00"),
                    rows("LENOVO", "DE_Series"),
                    rows("FUJITSU", "ETERNUS_AHB"))
            .flatMap(rows -> rows)
            .toList();

    /** The rows of these arrays in multipath-tools' hardware table. */
    private static final ArrayDefaults DEFAULTS =
            new ArrayDefaults(Grouping.GROUP_BY_PRIO, "service-time", List.of("pg_init_retries 50"), List.of(), 0);

    private final Controllers controllers = new Controllers();
    private final PathChecker checker = new RdacChecker(new Rejections());
    private final Prioritizer prioritizer = new RdacPrioritizer(new Rejections());

    private static Stream<HandlerMatch> rows(String vendor, String... products) {
        return Stream.of(products).map(product -> new HandlerMatch(vendor, product));
    }

    @Override
    public String name() {
        return FAMILY;
    }

    @Override
    public List<HandlerMatch> matches() {
        return MATCHES;
    }

    /** @param arguments none; the timeout of MODE SELECT in seconds, 1 to 600; or {@code follow} */
    @Override
    public HardwareHandler create(List<String> arguments) {
        if (arguments.equals(List.of(FOLLOW))) {
            return new FollowingHandler();
        }
        if (arguments.isEmpty()) {
            return new RdacHandler(controllers, SECONDS * NANOS_PER_SECOND);
        }
        boolean number = arguments.size() == 1 && arguments.get(0).matches("[0-9]{1,3}");
        int seconds = number ? Integer.parseInt(arguments.get(0)) : 0;
        if (seconds < 1 || seconds > SECONDS_MAX) {
            throw new IllegalArgumentException("rdac: takes no argument, the timeout of MODE SELECT in seconds (1 to "
                    + SECONDS_MAX + "), or " + FOLLOW + ", not " + arguments);
        }
        return new RdacHandler(controllers, seconds * NANOS_PER_SECOND);
    }

    @Override
    public PathChecker checker() {
        return checker;
    }

    @Override
    public Prioritizer prioritizer() {
        return prioritizer;
    }

    @Override
    public ArrayDefaults defaults() {
        return DEFAULTS;
    }

    /** The controllers that its maps know. */
    Controllers controllers() {
        return controllers;
    }
}
