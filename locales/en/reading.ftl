# Short answers of people: by these the program knows what it was answered. Separated by commas; emoji, too.
# They count only where a message is made of nothing else. A trained model reads the rest.

reading-yes = yes, yep, yeah, yup, sure, ok, okay, of course, correct, right, exactly, true, 👍, 👌, ✅
reading-no = no, nope, nah, not really, no way, 👎, ❌
reading-solved = fixed, solved, it is fixed, its fixed, it's fixed, it is solved, done, all good, all fixed, it works, works now, it works now, resolved, problem solved
reading-not-solved = not solved, not fixed, it is not fixed, it's not fixed, still broken, nothing changed, nothing has changed, no change, not yet, still not, still nothing, it is not spam, this is not spam, its not spam, not spam, closed too early
# Solved, but not all of it.
reading-partly = частично, отчасти, не полностью, не до конца, не всё, не все, наполовину, partly, partially, in part, only partly, only partially, partly solved, not completely, not entirely, not everything, half of it, half done
reading-thanks = thanks, thank you, thank you very much, thank you so much, many thanks, thanks a lot, thx, ty, cheers, 🙏
reading-greeting = hello, hi, hey, hi there, hello there, good morning, good day, good evening, good afternoon, 👋
reading-alive = ., …, ?, !, anybody, anyone, anyone there, anybody there, anybody here, are you there, test, ping
reading-status = any news, any update, any updates, what's the status, whats the status, what is the status, status, when, how long, how much longer, why was it rejected, why rejected, why was it closed, why closed
reading-person = operator, human, a human, real person, a real person, talk to a human, talk to a person
reading-stop = unsubscribe, leave me alone, stop writing, stop writing to me, do not write to me, don't write to me
reading-now = what is going on, what's going on, what is happening, what's happening, whats happening, whats going on
reading-warnings = subscribe, subscribe me, sign me up, warn me
# With these words nobody is content: done, but badly.
reading-doubt = but, only, badly, bad, worse, not, no, never, without, shame, joking
# They deny what follows, and are no "no".
reading-particles = not
