package org.mpath.itests.vm.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.mpath.itests.vm.oracle.Step.Kind;

/**
 * Where our engine is another than the kernel on purpose; {@code runtime/doc/oracle.md} has the reasons. Each knows what the two
 * show then, and explains nothing else. With an explained difference a case ends: what follows of it is no news.
 */
enum Decision {
    /** A table names a path once. */
    PATH_ONCE(found -> found.last().kind() == Kind.RELOAD && found.core().reason().contains("path given twice")),

    /** A device that is not there has one error. */
    NO_SUCH_DEVICE(found -> List.of("ENXIO", "ENODEV").contains(found.kernel().verdict())
            && (isAboutPath(found) || found.core().verdict().equals("ENODEV") && bothSay(found, "error getting device"))),

    /** A number beyond 32 bits is too large, and not what is left of it. */
    NUMBERS_DO_NOT_WRAP(found -> Shown.namesLargeNumber(found.core().reason())),

    /** What follows the last group that a table announces is left over, whatever it looks like. */
    LEFT_OVER_WORDS(found -> !found.kernel().isDone() && found.core().reason().contains(" is left over, ")),

    /** What is wrong with the words is told before what is wrong with the things they name. */
    FAULT_ORDER(found -> found.last().kind() == Kind.RELOAD
            && !found.kernel().isDone() && !found.core().isDone()
            && isAboutThings(found.kernel().reason())
            && !found.core().reason().contains(found.kernel().reason())),

    /** A path that stays in the map keeps its state and its count. */
    PATHS_KEEP_STATE(found -> found.last().kind() == Kind.RESUME
            && found.done().stream().anyMatch(step -> step.kind() == Kind.RELOAD)
            && found.history().stream().anyMatch(answer -> Shown.hasFailedPath(answer.info()))
            && !Shown.hasFailedPath(found.kernel().info())
            && found.kernel().table().equals(found.core().table())
            && Shown.infoWithoutPathStates(found.kernel().info()).equals(Shown.infoWithoutPathStates(found.core().info()))),

    /** {@code disable_group} takes back that this group was asked for, by a message or as the table's first. */
    LAST_WORD_COUNTS(found -> found.kernel().isDone() && found.core().isDone()
            && found.askedThenDisabled() == Shown.group(found.kernel().table())
            && Shown.tableWithoutGroup(found.kernel().table()).equals(Shown.tableWithoutGroup(found.core().table()))
            && Shown.infoWithoutGroup(found.kernel().info()).equals(Shown.infoWithoutGroup(found.core().info()))),

    /** When all paths were lost, the group is activated again before it is used. */
    ACTIVATED_AGAIN(found -> !Shown.handler(found.core().table()).isEmpty()
            && found.history().stream().anyMatch(answer -> !Shown.hasActivePath(answer.info()))
            && Shown.tableWithoutGroup(found.kernel().table()).equals(Shown.tableWithoutGroup(found.core().table()))
            && Shown.infoWithoutActivation(found.kernel().info()).equals(Shown.infoWithoutActivation(found.core().info()))),

    /** Times that were measured are what they are. */
    MEASURED_TIMES(found -> found.kernel().table().contains(" historical-service-time ")
            && found.kernel().table().equals(found.core().table())
            && Shown.infoWithoutTimes(found.kernel().info()).equals(Shown.infoWithoutTimes(found.core().info())));

    private static final List<String> ABOUT_THINGS = List.of(
            "error getting device",
            "unknown path selector type",
            "path selector constructor failed",
            " ps: ",
            "error attaching hardware handler",
            "unable to set hardware handler parameters");

    private final Predicate<Difference> explains;

    Decision(Predicate<Difference> explains) {
        this.explains = explains;
    }

    /** The decision that a difference comes of. */
    static Optional<Decision> of(Difference found) {
        return Arrays.stream(values()).filter(decision -> decision.explains.test(found)).findFirst();
    }

    /** As the documentation calls it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isAboutPath(Difference found) {
        return found.last().kind() == Kind.MESSAGE
                && List.of("fail_path", "reinstate_path").contains(Shown.words(found.last().words()).get(0))
                && found.core().verdict().equals("EINVAL")
                && found.kernel().shows(found.core());
    }

    private static boolean bothSay(Difference found, String keyword) {
        return found.kernel().reason().contains(keyword) && found.core().reason().contains(keyword);
    }

    private static boolean isAboutThings(String reason) {
        return ABOUT_THINGS.stream().anyMatch(reason::contains);
    }
}
