-- How many promises each organisation has kept and broken is asked whenever the program is measured, four times a minute.
CREATE INDEX promise_state ON promise (organisation, state);
