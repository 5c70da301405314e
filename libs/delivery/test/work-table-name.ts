export const TABLE = 'work_test.effect';
