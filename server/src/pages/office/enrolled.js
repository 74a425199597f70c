// The app asks the server who is signed in where somebody once was, and an earlier sign-out is no longer to be told.
localStorage.removeItem("parindex.leaving");
localStorage.setItem("parindex.entered", "1");
// Who was signed in before behind a PIN is no longer.
localStorage.removeItem("parindex.pin");
location.replace("/");
