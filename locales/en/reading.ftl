# Short answers of people: by these the program knows what it was answered. Separated by commas; emoji, too.
# They count only where a message is made of nothing else. A trained model reads the rest.

reading-yes = yes, yep, yeah, yup, sure, ok, okay, of course, correct, right, exactly, true, 👍, 👌, ✅, yes please, yes it is, yes that is right, yes correct, that is right, that's right, go ahead, absolutely, definitely, certainly, indeed, send it, please send, y
reading-no = no, nope, nah, not really, no way, 👎, ❌, no thanks, no thank you, wrong, it is wrong, that is wrong, that's wrong, that is not right, incorrect, not correct, not that, not now, later, do not send, don't send it, n
reading-solved = fixed, solved, it is fixed, its fixed, it's fixed, it is solved, done, all good, all fixed, it works, works now, it works now, resolved, problem solved, they fixed it, it has been fixed, it's been fixed, it has been repaired, they repaired it, all sorted, sorted, everything works, everything is fine, all fine, fine now, it's working, it is working now, problem is gone, back to normal
reading-not-solved = not solved, not fixed, it is not fixed, it's not fixed, still broken, nothing changed, nothing has changed, no change, not yet, still not, still nothing, nothing has been done, nobody came, no one came, still not working, not working, it is still broken, it's still broken, still the same, same as before, it broke again, broken again, not really fixed, it got worse, it is not spam, this is not spam, its not spam, not spam, closed too early
# Solved, but not all of it.
reading-unsure = i do not know, not sure, cannot tell, hard to say
reading-partly = частично, отчасти, не полностью, не до конца, не всё, не все, наполовину, partly, partially, in part, only partly, only partially, partly solved, not completely, not entirely, not everything, half of it, half done
# "there is in the hall, not in the kitchen": so the two parts end.
reading-there = yes, works, on, back
reading-not-there = no, not, off
# So an answer goes on ("no nobody came"), and nothing is said to be missing.
reading-not-there-answers = nobody, no one, nothing, not, it, they, still, never, yet
reading-thanks = thanks, thank you, thank you very much, thank you so much, many thanks, thanks a lot, thx, ty, cheers, 🙏, cheers mate, thanks so much, thank you for your help, thanks for your help, much appreciated, appreciate it, great thanks, many thanks indeed, we wait, waiting, will wait
reading-greeting = hello, hi, hey, hi there, hello there, good morning, good day, good evening, good afternoon, 👋, greetings, howdy, good night, hi all, hiya, start
reading-alive = ., …, ?, !, anybody, anyone, anyone there, anybody there, anybody here, are you there, test, ping, are you alive, is anybody there, is anyone there, is anyone here, do you hear me, can you hear me, knock knock
reading-status = any news, any update, any updates, what's the status, whats the status, what is the status, status, when, how long, how much longer, any progress, any progress on my report, any progress on my ticket, status of my report, what about my report, what happened to my report, where is my answer, any answer, still waiting, when will it be done, when will it be fixed, why was it rejected, why rejected, why was it closed, why closed
reading-person = operator, human, a human, real person, a real person, talk to a human, talk to a person, agent, talk to agent, talk to an agent, talk to a real person, speak to a human, speak to a person, I want to talk to a human, I want to speak to a person, real person please, human please, dispatcher, manager
reading-stop = unsubscribe, leave me alone, stop writing, stop writing to me, do not write to me, don't write to me, stop texting me, stop messaging me, please don't text me anymore, remove me, remove me from the list, delete my data, go away, opt out, no more messages
reading-now = what is going on, what's going on, what is happening, what's happening, whats happening, whats going on, what happened, what was that, what was that noise, why are the sirens on, why the siren, what is burning
reading-warnings = subscribe, subscribe me, sign me up, warn me, send me alerts, send me warnings, sign me up for alerts, subscribe me to alerts, I want alerts, turn on alerts, alert me
reading-about = who are you, what are you, are you a bot, are you a robot, is this a bot, are you human, are you a human, who is this, what is this, what can you do, what is this bot for, how does this work, who answers here, who is it, whos this, what is this bot, what bot is this, who is writing, who am i talking to, where am i
# With these words nobody is content: done, but badly.
reading-doubt = but, only, badly, bad, worse, not, no, never, without, shame, joking
# They deny what follows, and are no "no".
reading-particles = not

# Of somebody who is missing: he is shut in nowhere.
reading-lost = missing, disappeared, lost

# "OK" after "Is it solved?": it was read, and whether it is solved is not said yet.
reading-noted = ok, okay, noted, understood, fine, i, see, got, 👌, 🆗
reading-noted-beside = thanks, thank, you, very, much, it, for, the, answer, well

reading-waits = waiting, i will wait, we will wait, we wait, let us see, we will see, i will check, i will see, not checked, have not looked, i do not know, not at home, they came, they are working, they started
reading-waits-beside = i, we, yet, now, later, tomorrow, tonight, today, still, it, and, will, be, have, when, home
reading-irony = yeah right, ha ha, very funny
# Neither yes nor no outright: it is asked.
reading-not-outright = not not, not unsolved, not exactly unsolved, yes and no, i would not say, wouldn t say, can t say
# Solved, and perhaps not for long: it is asked, too.
reading-for-now = for now, so far, at the moment, for the moment, today at least, temporarily
reading-thanks-signs = 👏, 🔥, 💯, 😊, 🎉, 💪
reading-not-solved-signs = 😡, 😠, 🤬, 😢, 😭
reading-yes-signs = +
reading-no-signs = −
