import { describe, expect, it } from 'vitest';
import { BatchAbandoned } from '../consume/deliver-part.js';
import { keepAlive } from './keep-alive.js';

describe('keepAlive', () => {
  it('hands the work’s result on', async () => {
    const alive = keepAlive(async () => undefined);
    expect(await alive.orLeave(Promise.resolve('done'))).toBe('done');
    alive.end();
  });

  it('leaves work that does not end soon after a heartbeat failed', async () => {
    const rebalance = new Error('The group is rebalancing');
    const alive = keepAlive(async () => Promise.reject(rebalance));
    const left = alive.orLeave(new Promise(() => undefined));
    await alive.heartbeat();
    expect(alive.signal.reason).toBe(rebalance);
    await expect(left).rejects.toThrow(BatchAbandoned);
    alive.end();
  });

  it('lets work finish that ends within the grace', async () => {
    const alive = keepAlive(async () => Promise.reject(new Error('rebalancing')));
    const finishing = alive.orLeave(new Promise((resolve) => setTimeout(() => resolve('in time'), 20)));
    await alive.heartbeat();
    expect(await finishing).toBe('in time');
    alive.end();
  });
});
