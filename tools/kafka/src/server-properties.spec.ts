import { describe, expect, it } from 'vitest';
import { serverProperties } from './server-properties.js';

const nodes = [1, 2, 3].map((id) => ({ id, port: 9090 + id, controllerPort: 9190 + id, logFolder: `/data/${id}` }));

describe('serverProperties', () => {
  it('makes a lone node its own quorum, with one copy of everything', () => {
    const [node] = nodes;
    const text = node === undefined ? '' : serverProperties(node, [node]);
    expect(text).toContain('controller.quorum.voters=1@127.0.0.1:9191\n');
    expect(text).toContain('offsets.topic.replication.factor=1\n');
    expect(text).toContain('min.insync.replicas=1\n');
  });

  it('lets three nodes lose one without losing writes', () => {
    const [, second] = nodes;
    const text = second === undefined ? '' : serverProperties(second, nodes);
    expect(text).toContain('node.id=2\n');
    expect(text).toContain('voters=1@127.0.0.1:9191,2@127.0.0.1:9192,3@127.0.0.1:9193\n');
    expect(text).toContain('default.replication.factor=3\n');
    expect(text).toContain('min.insync.replicas=2\n');
  });

  it('lets no client create a topic by using it, unless told', () => {
    for (const node of nodes) {
      expect(serverProperties(node, nodes)).toContain('auto.create.topics.enable=false\n');
      expect(serverProperties(node, nodes, { autoCreateTopics: true })).toContain('auto.create.topics.enable=true\n');
    }
  });
});
