const READS = /^(Get|List|Describe|BatchGet|BatchCheck|Simulate|Generate)/;

/** May the operation change what decisions depend on? Whatever isn't known to read only may. */
export function isWrite(operation: string): boolean {
  return !READS.test(operation);
}
