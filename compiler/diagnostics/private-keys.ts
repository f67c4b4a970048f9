// A text for people -> the same without the private keys in it: what is printed ends up in logs and pull requests.

/** PEM (RFC 7468) to the end of the key, or of what there is of it; OpenSSH's in base64 alone ("openssh-key-v1"); PuTTY's. */
const PRIVATE_KEY =
  /(-----BEGIN [A-Z ]*PRIVATE KEY-----)(?:(?:(?!-----)[^"'])*-----END [A-Z ]*PRIVATE KEY-----|[^"']+)|(b3BlbnNzaC1rZXktdjE)[\w+/=\s\\]+|(PuTTY-User-Key-File)[^"']+/g;

/** Nobody is shown a private key, whatever there is to say of it: it begins as it does, and ends in "…". */
export const withoutKeys = (text: string): string => text.replace(PRIVATE_KEY, '$1$2$3…');

/** The same of a place whose line has one. */
export const keylessPlace = <P extends { text?: string }>(place: P): P =>
  place.text === undefined ? place : { ...place, text: withoutKeys(place.text) };
