import { unpromisedDemands } from '../../src/pact/compatibility.js';

/** The demands of a pact that a description does not promise, one per line: file and line, interaction, message. */
export async function incompatibilities(openapi: object, text: string, file: string): Promise<string[]> {
  const demands = await unpromisedDemands(openapi, { file, text });
  return demands.map(({ line, interaction, message }) => `${file}:${line} ${interaction}: ${message}`);
}
