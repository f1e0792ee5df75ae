# What the reading of topics learned from the staff: the command otklik reading.

learn-action = list: show; use: use this version; reset: back to what came with the program
learn-version = a version's number; newest: the newest one, and learn on
learn-which = it is not said which version to use. otklik reading list shows the numbers; the newest: otklik reading use newest
learn-no-version-here = "{ $action }" takes no version.
learn-no-such = there is no version "{ $version }".{ $known ->
    [none] {" "}None has been learned yet.
   *[other] {" "}There are: { $known }
 }
learn-unusable = { $state ->
    [earlier] another version of the program learned version { $number }; this one cannot use it. The program will try to learn a new one at night.
   *[damaged] the file of version { $number } is damaged, or none of this program.
 }
learn-used = Version { $number } will guess the topics. Nothing is learned at night until you say: otklik reading use newest
learn-reset = What came with the program will guess the topics. Nothing is learned at night until you say: otklik reading use newest
learn-newest = The newest version will guess the topics. The program goes on learning at night.
learn-soon = A running program takes this up by itself within half a minute.
learn-in-use = { $number ->
    [builtin] What came with the program guesses the topics.
   *[other] Version { $number } guesses the topics.
 }
learn-by-hand = That was chosen by hand, and nothing is learned at night. To learn on: otklik reading use newest
learn-off = The setting LEARN_TOPICS forbids learning.
learn-trouble = { $why ->
    [chosen_missing] the chosen version { $number } is not here. What came with the program guesses the topics. To have it as it was: otklik reading use newest
    [chosen_earlier] another version of the program learned the chosen version { $number }. What came with the program guesses the topics. To have it as it was: otklik reading use newest
    [chosen_damaged] the file of the chosen version { $number } is damaged, or none of this program. What came with the program guesses the topics. To take another: otklik reading use N; to have it as it was: otklik reading use newest
   *[damaged] the file of the newest version is damaged, or none of this program. What came with the program guesses the topics. The program will try to learn a new version at night; to take another at once: otklik reading use N
 }
learn-night = The last night ({ $at }): { $outcome ->
    [better] it is better now, version { $number } was written.
    [same] of { $corrections } corrections nothing more was right. All stayed as it was.
    [breaks] of { $corrections } corrections, as much was spoilt as was mended. All stayed as it was.
    [forgets] { $corrections } corrections, but ordinary sentences are read worse. All stayed as it was.
    [too_few] there are few corrections yet: { $corrections }.
    [chosen] a version was chosen by hand, nothing was learned.
   *[failed] it did not work out; the log says why (reading.not_learned). All stayed as it was.
 }
learn-head-number = version
learn-head-at = when
learn-head-corrections = corrections
learn-head-corrected = right of corrections held out
learn-head-own = right of the program's sentences
learn-head-state = state
learn-right = { $old } → { $new } of { $of }
learn-state = { $state ->
    [used] in use
    [ready] may be used
    [earlier] of another version of the program
   *[damaged] the file is damaged
 }
