package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.path.LossTimes;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.PathRank;
import org.mpath.config.PathSettings;
import org.mpath.config.PathSettings.Looking;
import org.mpath.discovery.CollisionGuard.Judgement;
import org.mpath.scsi.AccessState;

/** A path as discovery knows it. Discovery thread. */
final class KnownPath implements Ranked {
    private static final Logger LOG = System.getLogger("org.mpath.discovery");
    /** The rank of paths that nobody tells apart: multipath-tools' const prioritizer. */
    private static final PathRank EQUAL = new PathRank(1, -1, "");
    /** The access state that is none: its priority would be gone again in a moment (SPC-5 5.18.2.8). */
    private static final String TRANSITIONING = AccessState.TRANSITIONING.words();

    /** Where a path is on its way into a map. Set by {@link Discovery} and {@link MapBook}. */
    enum Standing {
        /** Who is behind it is not known yet. */
        PROBING,
        /** Identified; waits for the batch to be placed. */
        WAITING,
        /** In its map's table. */
        PLACED,
        /** Fits its map, but that may be by chance: its content is being compared with the map's. */
        COMPARED,
        /** In no map, see the reason: not a disk, malformed, not answering, or not fitting its map. */
        REJECTED,
        /** In no map because it is another unit than the map's; see {@link Dispute}. */
        QUARANTINED
    }

    /** Why a path is quarantined. */
    enum Dispute {
        /** It is not. */
        NONE,
        /** The unit behind it changed its WWID. */
        WWID,
        /** Something else than the WWID contradicts the map. */
        EVIDENCE,
        /** Its content is not the map's. */
        CONTENT
    }

    /** Unit by unit, each by its lowest path: what decides who gets the first free name. */
    static final Comparator<KnownPath> NAMING_ORDER = Comparator.comparing((KnownPath path) -> path.device.transport())
            .thenComparingLong(path -> path.device.lun())
            .thenComparing(KnownPath::name);

    /** Order in tables and lists. */
    static final Comparator<KnownPath> NAME_ORDER = Comparator.comparing(KnownPath::name);

    final PathDevice device;
    final Transport transport;
    /** Looks at the path, on its reactor. */
    PathWatch watch;
    /** What its past makes of its checks; null until it is among {@link ShakyPaths}. */
    PathHealth health;
    /** What is believed of what a check said. */
    UnaryOperator<CheckOutcome> judge = UnaryOperator.identity();

    Standing standing = Standing.PROBING;
    /** A probe was asked for by a person: a quarantined path may take up its new identity. */
    boolean asked;
    /** That was why its identity was read last, or before on its way into a map. */
    boolean wanted;
    /** Its identity was read on the present nexus. */
    boolean verified;
    /** How often its identity was read, or was heard to be perhaps another one. */
    int identities;
    /** Who is behind it; null until identified. */
    ProbeResult.Identified identity;
    /** What came of comparing it with the map of its WWID; null before. */
    Judgement judgement;
    /** What came of reading the same blocks through it and through its map; empty when that was not wanted. */
    String compared = "";
    /** A comparison of content that is under way; null for none. */
    ContentCheck.Comparison comparison;
    /** It is in no map because its content could not be compared. */
    boolean awaitsContent;
    /** Why it is quarantined. */
    Dispute dispute = Dispute.NONE;
    /** The same in one sentence. */
    private String disputed = "";
    /** The array family that claims it; null for none. */
    Family family;
    /** Who looks at it. */
    Crew crew = Crew.NONE;
    /** It fails so often that it is used last. */
    boolean marginal;
    /** How its family builds a map that begins with it when the configuration does not say otherwise. */
    ArrayDefaults defaults = ArrayDefaults.SYMMETRIC;
    /** What holds for it; null until identified. */
    PathSettings settings;
    /** What its transport was told of how patient to be with it. */
    LossTimes lossTimes = LossTimes.NONE;
    /** What its array calls its unit; empty for nothing. */
    String vendorName = "";
    /** Whose name that is, or will be; null when it is not wanted. */
    ProbeResult.Identified namedAs;
    /** What became of registering its unit's reservation key on it. */
    Registration registration = Registration.NONE;
    /** Why the configuration leaves it out; empty when it does not. */
    String exclusion = "";
    /** What its prioritizer said of it so far. */
    PathRank rank = EQUAL;
    /** A plug-in looks at it for the first time: it waits for its batch when that is over. */
    boolean firstLook;
    /** It was taken out of its map because its unit is gone. */
    boolean purged;
    /** It is in no map because no path of its unit told the size yet. */
    boolean awaitsSize;
    /** Why its unit becomes no map, or not yet; empty when that is not why it is in none. */
    String held = "";
    /** The unit that was thought of as a map, and since when, {@link System#nanoTime}. */
    private String cameAs = "";

    private long cameNanos;
    /** A look out of turn was asked for and has not been reported. */
    boolean lookAsked;
    /** When its identity was read, its check and its rank changed last, milliseconds since 1970; 0 for never. */
    long identityMillis;
    long checkMillis;
    long rankMillis;
    /** When access states changed at its array last, {@link System#nanoTime}; 0 for never. */
    long accessChangedNanos;
    /** The map it is in, or was taken out of; null when in none. */
    MapEntry map;

    CheckOutcome check = new CheckOutcome(CheckerState.UNCHECKED, "");
    /** The last one that settled whether it is usable. */
    private CheckOutcome settled = check;
    /** Why it is in no map; empty when it is in one. */
    String reason = "";

    /** The last {@link #snapshot}; null before. */
    private DiscoveredPath shown;

    KnownPath(PathDevice device, Transport transport) {
        this.device = device;
        this.transport = transport;
    }

    String name() {
        return device.name();
    }

    boolean placed() {
        return standing == Standing.PLACED;
    }

    /** Its unit is thought of as a map, from now on unless it was before. */
    void came(long nowNanos) {
        if (!identity.unit().wwid().equals(cameAs)) {
            cameAs = identity.unit().wwid();
            cameNanos = nowNanos;
        }
    }

    /** How long its unit has been thought of as a map. */
    long ageNanos(long nowNanos) {
        return identity.unit().wwid().equals(cameAs) ? nowNanos - cameNanos : 0;
    }

    /** Whether it is in no map only because its unit becomes none, or not yet. */
    boolean heldBack() {
        return standing == Standing.REJECTED && !held.isEmpty();
    }

    /** Whether what is known of it now is still true when that is asked, on its reactor. */
    BooleanSupplier proof() {
        ProbeResult.Identified known = identity;
        return () -> known != null && watch.proves(known.epoch());
    }

    /** It is in no map for now; logs when the reason is another one than before. */
    void reject(String sentence, Level level) {
        standing = Standing.REJECTED;
        if (!sentence.equals(reason)) {
            reason = sentence;
            LOG.log(level, "event=path.rejected path=" + name() + LogWords.reason(sentence));
        }
    }

    /** Keeps it out of every map until its unit is the one it should be, or a person asks. */
    void quarantine(Dispute why, String sentence) {
        standing = Standing.QUARANTINED;
        dispute = why;
        disputed = sentence;
        if (!sentence.equals(reason)) {
            reason = sentence;
            LOG.log(Level.WARNING, "event=path.quarantined path=" + name() + LogWords.reason(sentence));
        }
    }

    /** A person asked for it: nothing of what it led to before is held against it, however often it is read meanwhile. */
    void settleDispute() {
        dispute = Dispute.NONE;
    }

    /** Whether it is identified and may be in a map soon. */
    boolean onItsWay() {
        return standing == Standing.PROBING || standing == Standing.WAITING || standing == Standing.COMPARED;
    }

    /** Keeps it quarantined for the reason it was, or for that which there is {@code now}; null for none. */
    void stayQuarantined(String now) {
        quarantine(dispute, now == null ? disputed : now);
    }

    /** Takes in what a check said; logs when it is something else than before. */
    void check(CheckOutcome said) {
        CheckOutcome outcome = judge.apply(said);
        if (placed() && outcome.state() != check.state() && check.state() != CheckerState.UNCHECKED) {
            LOG.log(Level.INFO, "event=path.checked path=" + name() + " from=" + check.state() + " to=" + outcome.state()
                    + (outcome.reason().isEmpty() ? "" : LogWords.reason(outcome.reason())));
        }
        checkMillis = outcome.equals(check) ? checkMillis : System.currentTimeMillis();
        check = outcome;
        if (outcome.usable() || outcome.bad()) {
            settled = outcome;
        }
    }

    /** Whether the last check that settled it found it usable: a check on its way changes nothing. */
    @Override
    public boolean usable() {
        return settled.usable();
    }

    @Override
    public int priority() {
        return rank.priority();
    }

    @Override
    public int portGroup() {
        return rank.group();
    }

    @Override
    public String serial() {
        return identity.unit().serial();
    }

    @Override
    public boolean marginal() {
        return marginal;
    }

    /** For iSCSI the target's name, which comes last; else the port, for nothing else is known of a node. */
    @Override
    public String node() {
        return device.port().substring(device.port().lastIndexOf(',') + 1);
    }

    /** By which checker and prioritizer it is to be looked at; once classified. */
    Looking looking() {
        return settings.looking();
    }

    /** Has others look at it; its rank stays when only the plug-in is another one. */
    void crew(Crew next) {
        boolean same = crew.ranksAs(next);
        crew = next;
        if (!same) {
            rank = next.prioritizer() == null ? EQUAL : PathRank.UNKNOWN;
        }
    }

    /** The name of its family; empty for none. */
    String familyName() {
        return family == null ? "" : family.name();
    }

    /**
     * Takes in how it ranks. What is not known keeps its last value, and so does the priority during a transition.
     *
     * @return whether it may belong into another group
     */
    boolean rank(PathRank said) {
        PathRank before = rank;
        boolean passing = said.priority() < 0 || TRANSITIONING.equals(said.access());
        String access = said.access() == null || said.access().isEmpty() ? before.access() : said.access();
        rank = new PathRank(
                passing ? before.priority() : said.priority(), said.group() < 0 ? before.group() : said.group(), access);
        rankMillis = rank.equals(before) ? rankMillis : System.currentTimeMillis();
        return rank.priority() != before.priority() || rank.group() != before.group();
    }

    /** What plug-ins may know of it; once identified. */
    PathFacts facts() {
        return new PathFacts(device.name(), device.port(), device.lun(), identity.inquiry().paddedVendor(),
                identity.inquiry().paddedProduct(), identity.inquiry().revision(), identity.inquiry().tpgs(),
                identity.inquiryBytes());
    }

    /** What people see of it; the same object as long as that is the same. */
    DiscoveredPath snapshot() {
        hasChanged();
        return shown;
    }

    /** Whether people would see something else than with the last {@link #snapshot}, which this is one of. */
    boolean hasChanged() {
        DiscoveredPath now = seen();
        boolean changed = !now.equals(shown);
        shown = changed ? now : shown;
        return changed;
    }

    private DiscoveredPath seen() {
        return new DiscoveredPath(
                device.name(),
                device.transport(),
                device.port(),
                device.lun(),
                identity == null ? "" : identity.unit().vendor(),
                identity == null ? "" : identity.unit().product(),
                identity == null ? "" : identity.unit().wwid(),
                placed() ? map.name : "",
                check.state(),
                familyName(),
                rank.priority(),
                rank.group(),
                rank.access(),
                whyNot(),
                identity == null ? "" : identity.unit().revision(),
                identity == null ? "" : identity.unit().serial(),
                identity == null ? 0 : identity.unit().sizeBytes(),
                marginal,
                device.nodes(),
                identity == null ? "" : vendorName);
    }

    /** Why its reservation key is not registered on it, one sentence. */
    String keyNotRegistered() {
        return "its reservation key could not be registered: " + registration.reason();
    }

    private String whyNot() {
        if (!reason.isEmpty()) {
            return reason;
        }
        String mapSays = !placed() ? "" : map.refusal.isEmpty() ? map.sizeNote : map.refusal;
        if (!mapSays.isEmpty()) {
            return mapSays;
        }
        if (!registration.reason().isEmpty()) {
            return keyNotRegistered();
        }
        return check.reason().isEmpty() && health != null ? health.reason() : check.reason();
    }
}
