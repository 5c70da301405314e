import { format, resolveConfig } from 'prettier';

/** As `npm run format` would leave it, so that a generated file is not a formatting fault. */
export async function formatJson(value: unknown): Promise<string> {
  const options = await resolveConfig(import.meta.filename);
  return format(JSON.stringify(value), { ...options, parser: 'json' });
}
