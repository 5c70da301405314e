import { expect, it } from 'vitest';
import { Seats } from './seats.js';

it('half of the places are the most that one connection gets', () => {
  const seats = new Seats(4);
  const leave = seats.take('large');
  seats.take('small');
  expect(seats.full()).toEqual([]);
  seats.take('large');
  expect(seats.full()).toEqual(['large']);
  leave();
  expect(seats.full()).toEqual([]);
});

it('with one place alone everybody takes turns', () => {
  const seats = new Seats(1);
  const leave = seats.take('one');
  expect(seats.full()).toEqual(['one']);
  leave();
  expect(seats.full()).toEqual([]);
});
