import { unpromisedDemands } from '../../src/pact/compatibility.js';

/** What a pact demands and a description does not promise, as a line each: file and line, interaction, complaint. */
export async function incompatibilities(openapi: object, text: string, file: string): Promise<string[]> {
  const demands = await unpromisedDemands(openapi, { file, text });
  return demands.map(({ line, interaction, message }) => `${file}:${line} ${interaction}: ${message}`);
}
