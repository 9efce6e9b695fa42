import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runGateOn, violated, type GateEnded } from '../gate/gate-run.js';
import { temporaryFolder } from '../support/command.js';

const venv = join(temporaryFolder(), 'venv');
const python = join(venv, 'bin', 'python');

const PRELUDE = `
import os, uuid
url = os.environ["VIPMP_BASE_URL"] + "/v3/customers/" + os.environ["VIPMP_CUSTOMER_ID"]
def headers():
    return {"X-Request-Id": str(uuid.uuid4()), "X-Correlation-Id": str(uuid.uuid4()), "Accept": "application/json",
            "Content-Type": "application/json", "Authorization": "Bearer " + os.environ["VIPMP_ACCESS_TOKEN"],
            "X-Api-Key": os.environ["VIPMP_API_KEY"]}
`;

const gated = (script: string): Promise<GateEnded> => runGateOn([python, '-c', PRELUDE + script]);

describe('clients in Python trust the certificate, and are judged in one run without options', () => {
  beforeAll(() => {
    expect(spawnSync('python3', ['-m', 'venv', venv]).status, 'python3 is needed').toBe(0);
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'requests>=2.32,<3', 'httpx<1'];
    expect(spawnSync(python, install).status, 'requests and httpx are needed').toBe(0);
  });

  it.each([
    ['requests', 'import requests\nrequests.get(url, headers=headers()).raise_for_status()'],
    ['httpx', 'import httpx\nhttpx.get(url, headers=headers()).raise_for_status()'],
  ])('%s is green', async (_name, script) => {
    const { code, stdout } = await gated(script);
    expect({ code, stdout }).toMatchObject({ code: 0 });
  });

  it('a retry adapter for https:// only, which repeats both ids after a 500, is red', async () => {
    const ended = await gated(`
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry
session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries=Retry(total=4, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504])))
session.get(url, headers=headers()).raise_for_status()`);
    expect({ code: ended.code, violated: violated(ended) }).toEqual({
      code: 1,
      violated: ['request.correlation-id-fresh', 'request.request-id-unique'],
    });
  });
});
