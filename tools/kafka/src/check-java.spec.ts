import { describe, expect, it } from 'vitest';
import { javaMajor } from './check-java.js';

describe('javaMajor', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15', 17],
    ['openjdk version "21" 2023-09-19', 21],
    ['java version "1.8.0_292"', 8],
    ['no java here', 0],
  ])('reads %s', (text, major) => {
    expect(javaMajor(text)).toBe(major);
  });
});
