import { describe, expect, it } from 'vitest';
import { inboundEvents, outboundEvents } from './catalog.js';
import { emailSent } from './email-events.js';
import { acceptedSchema, publishedSchema } from './json-schema.js';

describe('the JSON schemas', () => {
  it('tell apart what a reader takes and what a publisher writes', () => {
    expect(acceptedSchema(emailSent)['required']).not.toContain('cc');
    expect(publishedSchema(emailSent)['required']).toContain('cc');
  });

  it.each([...inboundEvents, ...outboundEvents])(
    '$type: forbids no unknown field and leaves no value unsaid',
    ({ schema, ...rest }) => {
      for (const json of [acceptedSchema({ schema, ...rest }), publishedSchema({ schema, ...rest })]) {
        expect(JSON.stringify(json)).not.toContain('"additionalProperties":false');
        for (const [name, property] of Object.entries(json['properties'] as Record<string, object>)) {
          expect(Object.keys(property), name).not.toHaveLength(0);
        }
      }
    },
  );
});
