import { randomBytes } from 'node:crypto';
import { judge } from '../checks/judge.js';
import { bodyOf } from '../exchange/body.js';
import { Pseudonyms } from '../exchange/pseudonym.js';
import { Redaction } from '../exchange/redaction.js';
import { Transport } from '../exchange/transport.js';
import type { SuiteRun } from '../report/suite-run.js';
import { secretsOf, type TargetConfiguration } from '../targets/configuration.js';
import { Credentials } from '../targets/credentials.js';
import { outageExplanation } from '../targets/outage.js';
import { DEADLINE_MS } from './deadline.js';
import { Interrogator } from './interrogation.js';
import { Sender } from './sender.js';

/** How a check is to be done. */
export interface RunOptions {
  /** The most that the whole check may take, in milliseconds. */
  deadlineMs?: number;
  /** Ends the check early. */
  interruption?: AbortSignal;
  /** Takes out secrets only; for the customers of the embedded sandbox, whom nobody is. */
  showPersonalData?: boolean;
}

/** Sends every probe to a target, judges all requirements in memory, and redacts what it gives back. */
export async function runSuite(configuration: TargetConfiguration, options: RunOptions = {}): Promise<SuiteRun> {
  const startedAt = new Date();
  const deadline = AbortSignal.timeout(options.deadlineMs ?? DEADLINE_MS);
  const signal = AbortSignal.any([deadline, options.interruption ?? deadline]);
  const pseudonyms = new Pseudonyms(configuration.pseudonymKey ?? randomBytes(32));
  for (const id of [configuration.customerId, configuration.lgaCustomerId]) if (id !== undefined) pseudonyms.of(id);
  const redaction = new Redaction(pseudonyms, secretsOf(configuration), options);
  const transport = new Transport(configuration);
  try {
    const credentials = new Credentials(configuration, transport, (secret) => redaction.learnSecret(secret));
    const sender = new Sender(configuration, transport, credentials, signal);
    const explainOutage = (): Promise<string> => outageExplanation(configuration, transport, signal);
    const interrogation = await new Interrogator(configuration, credentials, sender, explainOutage).run();
    const judgements = judge(interrogation, configuration);
    for (const { response } of sender.exchanges) {
      const body = response === undefined ? undefined : bodyOf(response);
      if (body?.kind === 'json') redaction.learn(body.value);
    }
    const { obstacle } = interrogation;
    return {
      target: { name: configuration.name, baseUrl: configuration.baseUrl },
      startedAt: startedAt.toISOString(),
      durationMs: Date.now() - startedAt.getTime(),
      ...(obstacle === undefined ? {} : { obstacle: redaction.text(obstacle) }),
      ...(options.interruption?.aborted === true ? { interrupted: true as const } : {}),
      requirements: judgements.map(({ requirement, verdict, observations, reason, exchanges }) => ({
        id: requirement.id,
        verdict,
        findings: observations.map((observation) => redaction.finding(observation)),
        ...(reason === undefined ? {} : { reason: redaction.text(reason) }),
        exchanges,
      })),
      exchanges: sender.exchanges.map((exchange) => redaction.exchange(exchange)),
    };
  } finally {
    await transport.close();
  }
}
