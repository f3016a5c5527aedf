import type { ConditionOperator, ValueTest } from "./operator";

/** One line of a Condition element: an operator, a key, and the values of the policy. */
export interface ConditionTest {
  /** As written, `ForAnyValue:StringLikeIfExists`: for messages. */
  readonly written: string;
  /** `undefined`: IAM has no such operator. */
  readonly operator: ConditionOperator | undefined;
  readonly set?: "ForAllValues" | "ForAnyValue";
  readonly ifExists: boolean;
  /** In lower case: condition keys have none. */
  readonly key: string;
  readonly values: readonly string[];
  readonly tests: readonly ValueTest[];
}
