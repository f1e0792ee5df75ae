# Personal data: what is stored, the file, the end of it.

button-export = Get my data
button-forget = Delete my data
button-forget-yes = Yes, delete everything
button-keep = No, keep it
button-withdraw-consent = Withdraw my consent

privacy-stored =
    <b>What we store about you</b>

    Reports: { $reports }
    Files and photos: { $files }
    Messengers: { $accounts }
    Places: { $places }. For what we warn you of, write “warnings”.
privacy-consent = You gave your consent on { $at } (version { $version }).
privacy-no-consent = You gave no consent, or withdrew it.

export-here = This is all that we store about you.
export-name = my-data.zip
export-not-passed = The file with your data could not be passed on here. Try again in an hour: write “my data”. If it fails again, write to us here as usual, and we will give it to you in another way.

forget-sure =
    <b>Delete all your data?</b>

    Texts, photos, addresses, places, subscriptions and your number in the messenger will be gone. Nobody will work on open reports any more. This cannot be undone. Backups keep them for another { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
forget-done = Done, your data are deleted. They leave the backups in { $days ->
        [one] { $days } day
       *[other] { $days } days
    }. If you need us, write.
forget-going = Deleting your data. There is much of it, it takes up to a minute. You will hear when all is gone.
forget-not = All right, everything stays as it was.
