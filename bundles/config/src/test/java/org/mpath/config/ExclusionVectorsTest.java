package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.config.Exclusion.Decision;
import org.mpath.config.ExclusionRule.Criterion;

/** multipath-tools' cases of which paths are left out. */
class ExclusionVectorsTest {
    private static final Origin SOMEWHERE = new Origin.BuiltIn();

    static List<Map<String, Object>> criteria() {
        return VectorFile.cases("blacklist.json", "single_criterion");
    }

    static List<Map<String, Object>> paths() {
        return VectorFile.cases("blacklist.json", "whole_path");
    }

    @ParameterizedTest
    @MethodSource("criteria")
    void aCriterionDecidesAsThere(Map<String, Object> vector) {
        String criterion = VectorFile.text(vector.get("criterion"));
        Exclusion exclusion = new Exclusion(
                rules(Map.of(criterion, vector.get("blacklist"))), rules(Map.of(criterion, vector.get("exceptions"))));
        Decision decision = exclusion.decide(identity(criterion, vector.get("input")), VectorFile.text(vector.get("uid_attribute")));
        assertThat(result(decision)).isEqualTo(vector.get("result"));
        if (vector.containsKey("decided_by")) {
            assertThat(decision.subject()).isEqualTo(vector.get("decided_by"));
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aPathIsDecidedAboutAsThere(Map<String, Object> vector) {
        Map<String, Object> path = VectorFile.object(vector.get("path"));
        PathIdentity identity = new PathIdentity(VectorFile.text(path.get("dev")), VectorFile.text(path.get("vendor")),
                VectorFile.text(path.get("product")), "", VectorFile.text(path.get("protocol")), VectorFile.text(path.get("wwid")),
                VectorFile.list(path.get("properties")));
        Exclusion exclusion = new Exclusion(
                rules(VectorFile.object(vector.get("blacklist"))), rules(VectorFile.object(vector.get("exceptions"))));
        Decision decision = exclusion.decide(identity, VectorFile.text(path.get("uid_attribute")));
        assertThat(result(decision).replace("excepted", "no match")).isEqualTo(vector.get("result"));
        String by = decision.excluded() ? decision.criterion().name().toLowerCase(Locale.ROOT) : null;
        assertThat(by).isEqualTo(vector.get("decided_by"));
    }

    private static String result(Decision decision) {
        if (decision.excluded()) {
            return decision.rule() == null ? "blacklisted: property missing" : "blacklisted";
        }
        return decision.rule() == null ? "no match" : "excepted";
    }

    private static List<ExclusionRule> rules(Map<String, Object> byCriterion) {
        List<ExclusionRule> rules = new ArrayList<>();
        byCriterion.forEach((criterion, patterns) -> VectorFile.list(patterns).forEach(pattern -> rules.add(rule(criterion, pattern))));
        return rules;
    }

    private static ExclusionRule rule(String criterion, Object pattern) {
        if (criterion.equals("device")) {
            Map<String, Object> device = VectorFile.object(pattern);
            return ExclusionRule.device(VectorFile.text(device.get("vendor")), VectorFile.text(device.get("product")), SOMEWHERE);
        }
        return ExclusionRule.of(Criterion.valueOf(criterion.toUpperCase(Locale.ROOT)), (String) pattern, SOMEWHERE);
    }

    private static PathIdentity identity(String criterion, Object input) {
        String text = input instanceof String word ? word : "";
        Map<String, Object> device = criterion.equals("device") ? VectorFile.object(input) : Map.of();
        return new PathIdentity(criterion.equals("devnode") ? text : "", VectorFile.text(device.get("vendor")),
                VectorFile.text(device.get("product")), "", criterion.equals("protocol") ? text : "",
                criterion.equals("wwid") ? text : "", criterion.equals("property") ? VectorFile.list(input) : List.of());
    }
}
