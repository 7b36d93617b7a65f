/**
 * What the second script takes from the first, for `globalThis.answerable`. Both are classic scripts,
 * because modules do not load from file://. The build finds out what that is, and puts it here.
 */
export {};
