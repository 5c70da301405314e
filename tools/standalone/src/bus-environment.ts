/** What of an environment decides about the bus; for command lines, which hand it on to all services. */
export function busEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value !== undefined && value !== '' && (name === 'BUS' || /^(BUS|KAFKA)_/.test(name)) ? [[name, value]] : [],
    ),
  );
}
