# The door: first sign-in, and what is not let in.
field-token = First sign-in token
token-ask = You were given a token to sign in for the first time, or after losing password or device. Type it here; it works once.
token-ask-button = Go on
sign-in-token = I have a first sign-in token
problem-long = The password is too long.
problem-name = This cannot be a name.
problem-end = A key ends after today and within a year.
problem-nothing = There is no such account, session or key any more.
problem-trouble = The desk cannot reach its database. Try again later.
foreign-title = This form was not sent from here
foreign-text = The form belongs to an earlier session, or another site sent it. Nothing was recorded.
