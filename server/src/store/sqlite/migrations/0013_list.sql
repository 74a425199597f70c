-- A page of the ballots of one kind is found from its end, however many there are.

CREATE INDEX standing_alike ON standing (campaign, form, place, interviewer, status, ballot);
