package org.mpath.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The keywords that a section sets, each once. Immutable. */
public final class Settings {
    /** None. */
    public static final Settings NONE = new Settings(Map.of());

    private final Map<String, Setting> byKeyword;

    private Settings(Map<String, Setting> byKeyword) {
        this.byKeyword = byKeyword;
    }

    static Settings of(Collection<Setting> settings) {
        Map<String, Setting> byKeyword = new LinkedHashMap<>();
        settings.forEach(setting -> byKeyword.put(setting.keyword(), setting));
        return new Settings(byKeyword);
    }

    /** These, and those of another, which win. */
    Settings with(Settings later) {
        Map<String, Setting> both = new LinkedHashMap<>(byKeyword);
        both.putAll(later.byKeyword);
        return new Settings(both);
    }

    /** What a keyword is set to, if it is. */
    public Optional<Setting> get(String keyword) {
        return Optional.ofNullable(byKeyword.get(keyword));
    }

    /** The value of a keyword; empty when it is not set. */
    String value(String keyword) {
        Setting setting = byKeyword.get(keyword);
        return setting == null ? "" : setting.value();
    }

    /** All, in the order in which they were set first. */
    public Collection<Setting> all() {
        return byKeyword.values();
    }

    boolean isEmpty() {
        return byKeyword.isEmpty();
    }

    @Override
    public String toString() {
        return byKeyword.values().toString();
    }
}
