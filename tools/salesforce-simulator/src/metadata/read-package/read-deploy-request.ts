import { unzipSync } from 'fflate';
import { z } from 'zod';
import { SalesforceFault } from '../../http/salesforce-fault.js';
import { deployOptions, type DeployOptions } from '../deploy-outcome.js';
import { readMultipart } from './read-multipart.js';

export interface DeployRequest {
  readonly options: DeployOptions;
  /** Contents by path inside the zip. */
  readonly zip: ReadonlyMap<string, string>;
}

/** The options part is called `json` in Salesforce's examples and `entity_content` by jsforce; the zip is `file`. */
export function readDeployRequest(bytes: Buffer, contentType: string): DeployRequest {
  const parts = readMultipart(bytes, contentType);
  const json = parts.get('json') ?? parts.get('entity_content');
  const file = parts.get('file');
  if (json === undefined) throw badRequest('The part "json" with the deployOptions is missing.');
  if (file === undefined) throw badRequest('The part "file" with the zip is missing.');
  const body = z.strictObject({ deployOptions }).safeParse(parsed(json));
  if (!body.success) throw badRequest(`deployOptions: ${body.error.issues.map((issue) => issue.message).join('; ')}`);
  return { options: body.data.deployOptions, zip: unpack(file) };
}

function unpack(file: Buffer): ReadonlyMap<string, string> {
  try {
    const entries = Object.entries(unzipSync(new Uint8Array(file)));
    return new Map(
      entries
        .filter(([path]) => !path.endsWith('/'))
        .map(([path, content]) => [path, Buffer.from(content).toString('utf8')]),
    );
  } catch (cause) {
    throw badRequest(`The part "file" is no zip: ${cause instanceof Error ? cause.message : 'unreadable'}`);
  }
}

function parsed(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString('utf8'));
  } catch {
    throw new SalesforceFault(400, 'JSON_PARSER_ERROR', 'The part "json" is no JSON.');
  }
}

function badRequest(message: string): SalesforceFault {
  return new SalesforceFault(400, 'INVALID_MULTIPART_REQUEST', message);
}
