/**
 * What the second script uses from the first, for `globalThis.answerable`. Both are classic scripts,
 * because modules don't load from file://. The build works out the contents and inserts them here.
 */
export {};
