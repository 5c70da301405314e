/** esbuild's call after a function's declaration. */
const FUNCTION = /(?<=[;{}]\s*)__name\(([\w$]+),\s*"\1"\)(?=\s*[;}])/g;

/** esbuild's block at the start of a class, with what the class is called without it: `class Lamp{` or `Lamp=class{`. */
const CLASS =
  /(?<![\w$.#])((?:class ([\w$]+)|([\w$]+)=class)(?: extends [^{};]+)?\{\s*)static\{\s*__name\(this,\s*"\2\3"\)\s*\}/g;

/**
 * esbuild gives every function and class its name anew, lest one be lost that it had to call otherwise, and each that was
 * given one keeps objects of its own for it. This takes out the calls that say what the declaration says too. Blanks stay in
 * their place, so that lines and columns are still those of the source map.
 */
export function dropNeedlessNames(text: string): string {
  return text
    .replace(FUNCTION, blank)
    .replace(CLASS, (all: string, head: string) => head + blank(all.slice(head.length)));
}

function blank(text: string): string {
  return text.replace(/\S/g, ' ');
}
