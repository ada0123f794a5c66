package org.mpath.itests.check.rule;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.mpath.itests.check.bundle.ClassFile;
import org.mpath.itests.check.bundle.Family;
import org.mpath.itests.check.bundle.Subject;

/** Nothing static that changes. Looks at the values of the static fields of every class. */
final class StaticStateRule {
    /** What cannot change although its class does not show it. */
    private static final Pattern CONSTANT = Pattern.compile("java\\.lang\\.(String|Boolean|Character|Number|Byte|Short|Integer"
            + "|Long|Float|Double|Class|invoke\\..*)|java\\.util\\.(ImmutableCollections.*|Collections\\$(Empty|Unmodifiable"
            + "|Singleton).*|Optional.*|UUID|Locale|HexFormat|regex\\.Pattern|Comparators?.*)|java\\.time\\..*"
            + "|java\\.nio\\.charset\\..*|java\\.math\\..*");
    private static final int DEPTH_MAX = 12;

    private static final String REMEDY = "keep it in the handler, or in the factory for what the paths of a family share;"
            + " constants are final and unmodifiable (List.of, Map.copyOf)";

    private StaticStateRule() {}

    static void check(Subject subject, Trial trial) throws ReflectiveOperationException {
        for (ClassFile each : subject.jar().classes()) {
            each.staticVariables().forEach(field -> trial.find("static field " + each.name() + '.' + field + " is not final", REMEDY));
        }
        Map<String, String> before = arrays(subject, trial);
        for (Family family : subject.families()) {
            ClassRules.use(family, trial);
        }
        Map<String, String> after = arrays(subject, trial);
        before.forEach((field, text) -> {
            if (!text.equals(after.get(field))) {
                trial.find("what is in the static array " + field + " changed", REMEDY);
            }
        });
    }

    /** What is in the static arrays; complains about other things that can change. */
    private static Map<String, String> arrays(Subject subject, Trial trial) throws ReflectiveOperationException {
        Map<String, String> found = new TreeMap<>();
        for (ClassFile each : subject.jar().classes()) {
            for (Field field : fields(subject, each)) {
                if (!Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
                    continue;
                }
                Object value = value(field, null);
                if (value != null && value.getClass().isArray()) {
                    found.put(each.name() + '.' + field.getName(), text(value));
                } else if (Modifier.isFinal(field.getModifiers()) && changes(value, seen(), 0)) {
                    trial.find("static field " + each.name() + '.' + field.getName() + " holds a " + value.getClass().getName()
                            + ", which can change", REMEDY);
                }
            }
        }
        return found;
    }

    private static Field[] fields(Subject subject, ClassFile each) throws ReflectiveOperationException {
        try {
            return subject.bundle().loadClass(each.name()).getDeclaredFields();
        } catch (NoClassDefFoundError missing) {
            return new Field[0]; // refers to what is not imported: nobody can use it
        }
    }

    private static Object value(Field field, Object of) throws ReflectiveOperationException {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (ExceptionInInitializerError | NoClassDefFoundError broken) {
            return null; // nobody can use such a class
        }
    }

    private static Set<Object> seen() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static boolean changes(Object value, Set<Object> seen, int depth) throws ReflectiveOperationException {
        if (value == null || depth > DEPTH_MAX || !seen.add(value)) {
            return false;
        }
        Class<?> type = value.getClass();
        if (type.isArray()) {
            return false; // compared
        }
        if (value instanceof System.Logger) {
            return false;
        }
        if (CONSTANT.matcher(type.getName()).matches()) {
            return value instanceof Collection<?> list && anyChanges(list, seen, depth)
                    || value instanceof Map<?, ?> map && anyChanges(map.values(), seen, depth);
        }
        if (type.getName().startsWith("java.")) {
            return true;
        }
        for (Class<?> each = type; each != null && !each.getName().startsWith("java."); each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                if (!Modifier.isFinal(field.getModifiers())) {
                    return true;
                }
                if (!field.getType().isPrimitive() && changes(value(field, value), seen, depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean anyChanges(Collection<?> values, Set<Object> seen, int depth) throws ReflectiveOperationException {
        for (Object value : values) {
            if (changes(value, seen, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private static String text(Object array) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Array.getLength(array); i++) {
            Object element = Array.get(array, i);
            text.append(element != null && element.getClass().isArray() ? text(element) : element).append(' ');
        }
        return text.toString();
    }
}
