package org.mpath.itests.check.rule;

import java.util.List;
import org.mpath.itests.check.play.Question;

/** The rules, in the order in which they are tried. */
public final class Rules {
    /** The rule without which the others cannot be tried. */
    public static final String LIFE_CYCLE = "life-cycle";

    private static final List<Rule> ALL = List.of(
            new Rule("manifest", "imports api, scsi, plugin-kit and OSGi packages only, exports nothing, names its types",
                    "a family is one jar that comes and goes alone", ManifestRule::check),
            new Rule(LIFE_CYCLE, "starts, registers a prototype-scope factory per type, and takes it away when it stops",
                    "each map has a factory of its own, which is given back when the map lets go", LifeCycleRule::check),
            new Rule("threads", "no threads, executors, timers or locks of its own",
                    "a thread outlives the bundle and pins its class loader; what belongs to one reactor needs no lock",
                    ClassRules::threads),
            new Rule("native-code", "no native code, no closures",
                    "a native closure pins the class loader for ever, and the C side may call it after the bundle is gone",
                    ClassRules::nativeCode),
            new Rule("outside", "no files, sockets, processes, clocks, chance or standard streams",
                    "the reactor must not wait, and what is tried in virtual time must not look at another clock",
                    ClassRules::outside),
            new Rule("static-state", "nothing static that changes",
                    "maps on different reactors would share it without a lock, and a new version would not find it",
                    StaticStateRule::check),
            new Rule("arguments", "accepts its own defaults, refuses other words with a sentence",
                    "a typing error in a table is found when it is loaded, or when an array fails", ArgumentsRule::check),
            new Rule("instances", "a handler that was closed is forgotten", "maps come and go for years",
                    ArgumentsRule::instances),
            new Rule("claims", "claims and defaults answer at once, the same every time",
                    "new paths wait for them, their answers are kept, and who does not answer is set aside", ClaimsRule::check),
            new Rule("sense-table", "answers every code, the same every time, and blames no path for the request or the medium",
                    "every other path would say the same, until none is left", SenseRule::check),
            new Rule("sense-allocation", "checkSense allocates nothing", "it is asked for every failed request on the reactor",
                    SenseRule::allocation),
            new Rule("activation", "activate answers once, in time, whatever the array does",
                    "I/O for the group is held until it does", (subject, trial) ->
                            AnswerRules.check(Question.ACTIVATE, subject, trial)),
            new Rule("ownership", "askOwner answers once, in time, whatever the array does",
                    "I/O is held until a group is found", (subject, trial) ->
                            AnswerRules.check(Question.ASK_OWNER, subject, trial)),
            new Rule("checker", "check answers once, within its timeouts, whatever the path does",
                    "a path that is not answered for is not looked at again", (subject, trial) ->
                            AnswerRules.check(Question.CHECK, subject, trial)),
            new Rule("prioritizer", "rank answers once, within its timeouts, whatever the path does",
                    "groups are made when all paths are ranked", (subject, trial) ->
                            AnswerRules.check(Question.RANK, subject, trial)),
            new Rule("commands", "commands are few, short, bounded in time, and change no medium",
                    "the array has other hosts, and the unit is in use", CommandRules::commands),
            new Rule("storm", "32 paths that ask at once move the unit once per path at most",
                    "a controller that moves many units at once answers late, and is asked again", CommandRules::storm),
            new Rule("lost-path", "a path whose link was lost gets no good answer",
                    "the next link may lead to another unit", LostPathRule::check),
            new Rule("hostile-replies", "wrong replies do no harm and are not believed",
                    "arrays lie, and what is thrown on the reactor belongs to nobody", HostileRule::check),
            new Rule("close", "after close() no timer, no listener, no command",
                    "whatever still refers to the handler keeps its class loader in memory", CloseRule::check),
            new Rule("class-loader", "nothing of it stays in memory after its removal",
                    "an update a day would fill the memory", ClassLoaderRule::check),
            new Rule("swap", "updated under I/O, no request fails and none waits more than 50 ms",
                    "that is why a family is a bundle", SwapRule::check));

    private Rules() {}

    /** All of them. */
    public static List<Rule> all() {
        return ALL;
    }
}
