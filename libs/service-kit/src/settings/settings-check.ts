import type { z } from 'zod';

/** What must hold between settings, beside what each says of itself. Made by `settingsCheck`. */
export interface SettingsCheck {
  /** It is asked when all of these could be read. */
  readonly needs: readonly string[];
  /** What is wrong, as `NAME: what is wrong. What to do.` without values. */
  readonly problemsIn: (settings: Readonly<Record<string, unknown>>) => string[];
}

/** @param needs the settings of the shape that `problemsIn` looks at; all of them could be read when it is called */
export function settingsCheck<Shape extends Record<string, z.ZodType>, Name extends keyof Shape & string>(
  _shape: Shape,
  needs: readonly Name[],
  problemsIn: (settings: { [Key in Name]: z.infer<Shape[Key]> }) => string[],
): SettingsCheck {
  return { needs, problemsIn: (settings) => problemsIn(settings as { [Key in Name]: z.infer<Shape[Key]> }) };
}
