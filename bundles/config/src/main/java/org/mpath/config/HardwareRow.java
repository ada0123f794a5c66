package org.mpath.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.config.pattern.ExtendedExpression;

/** A row of the hardware table: which units it is for, and what holds for them. Immutable. */
public final class HardwareRow {
    /** The keywords that say which units a row is for. */
    static final List<String> MATCHING = List.of("vendor", "product", "revision");

    private final Key key;
    private final Origin origin;
    private final Settings settings;
    private final TextPattern vendor;
    private final TextPattern product;
    private final TextPattern revision;
    private final Optional<ExclusionRule> exclusion;

    /** What a row is for, as it is spelled; an empty revision is any. */
    record Key(String vendor, String product, String revision) {}

    /** @throws IllegalArgumentException when an expression is none */
    HardwareRow(Key key, Origin origin, Settings settings) {
        this.key = key;
        this.origin = origin;
        this.settings = settings;
        vendor = TextPattern.checked(key.vendor(), false);
        product = TextPattern.checked(key.product(), false);
        revision = TextPattern.checked(key.revision(), false);
        exclusion = settings.get("product_blacklist")
                .map(further -> ExclusionRule.device(plain(key.vendor()), plain(further.value()), further.origin()));
    }

    /** A row of settings that were checked, in which {@code vendor} and {@code product} are. */
    static HardwareRow of(Origin origin, Settings all) {
        List<Setting> rest = all.all().stream().filter(setting -> !MATCHING.contains(setting.keyword())).toList();
        Key key = new Key(all.value("vendor"), all.value("product"), all.value("revision"));
        return new HardwareRow(key, origin, Settings.of(rest));
    }

    /**
     * The rows of an array plug-in: one for each of its match entries, with the settings of its defaults.
     *
     * @param family the plug-in's name, which is its hardware handler's too
     */
    public static List<HardwareRow> ofPlugIn(String family, List<HandlerMatch> matches, ArrayDefaults defaults) {
        Origin origin = new Origin.PlugIn(family);
        Settings settings = settingsOfPlugIn(family, defaults, Map.of());
        return matches.stream()
                .map(match -> new Key(prefix(match.vendor()), prefix(match.product()), ""))
                .map(key -> new HardwareRow(key, origin, settings))
                .toList();
    }

    /**
     * What an array plug-in says of a unit.
     *
     * @param family the plug-in's name, which is its hardware handler's too
     * @param further keywords and values that its defaults do not have, such as {@code path_checker}
     */
    public static Settings settingsOfPlugIn(String family, ArrayDefaults defaults, Map<String, String> further) {
        Map<String, String> values = plugInValues(family, defaults);
        values.putAll(further);
        List<Setting> settings = new ArrayList<>();
        values.forEach((keyword, value) -> settings.add(new Setting(keyword, value, new Origin.PlugIn(family))));
        return Settings.of(settings);
    }

    private static Map<String, String> plugInValues(String family, ArrayDefaults defaults) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("path_grouping_policy", defaults.grouping().name().toLowerCase(Locale.ROOT));
        List<String> selector = TextRules.words(defaults.selector());
        values.put("path_selector", (selector.get(0) + " " + (selector.size() - 1) + " "
                + String.join(" ", selector.subList(1, selector.size()))).strip());
        List<String> features = defaults.features().stream().flatMap(each -> TextRules.words(each).stream()).toList();
        if (!features.isEmpty()) {
            values.put("features", features.size() + " " + String.join(" ", features));
        }
        int words = 1 + defaults.handlerArguments().size();
        values.put("hardware_handler", (words + " " + family + " " + String.join(" ", defaults.handlerArguments())).strip());
        values.put("failback", defaults.failbackSeconds() < 0 ? "manual"
                : defaults.failbackSeconds() == 0 ? "immediate" : String.valueOf(defaults.failbackSeconds()));
        return values;
    }

    /** A prefix of a padded field as an expression on the trimmed one: blanks at its end may have been cut off. */
    private static String prefix(String padded) {
        String text = padded.stripTrailing();
        int blanks = padded.length() - text.length();
        return "^" + ExtendedExpression.quote(text) + (blanks == 0 ? "" : "( {" + blanks + "}|$)");
    }

    /** The same expression where a leading exclamation mark would invert it: in a row it stands for itself. */
    private static String plain(String expression) {
        return expression.startsWith("!") ? "\\" + expression : expression;
    }

    Key key() {
        return key;
    }

    /** Expression on the vendor identification. */
    public String vendor() {
        return key.vendor();
    }

    /** Expression on the product identification. */
    public String product() {
        return key.product();
    }

    /** Expression on the product revision level; empty for any. */
    public String revision() {
        return key.revision();
    }

    /** Where the row comes from; the last place when several were merged. */
    public Origin origin() {
        return origin;
    }

    /** What it sets. */
    public Settings settings() {
        return settings;
    }

    /** Whether it is for a unit; an empty field is unknown and no obstacle, but one must be known. */
    boolean matches(String itsVendor, String itsProduct, String itsRevision) {
        boolean known = !itsVendor.isEmpty() || !itsProduct.isEmpty() || !itsRevision.isEmpty();
        return known && fits(vendor, itsVendor) && fits(product, itsProduct) && fits(revision, itsRevision);
    }

    private static boolean fits(TextPattern pattern, String field) {
        return field.isEmpty() || pattern.matches(field);
    }

    /** The rule on the vendor's further product that is left out, if there is one. */
    Optional<ExclusionRule> exclusion() {
        return exclusion;
    }

    /** This row in place of an earlier one for the same units: what it does not set, the earlier one does. */
    HardwareRow over(HardwareRow earlier) {
        return new HardwareRow(key, origin, earlier.settings.with(settings));
    }

    @Override
    public String toString() {
        return key.vendor() + ":" + key.product() + (key.revision().isEmpty() ? "" : ":" + key.revision()) + ", " + origin;
    }
}
