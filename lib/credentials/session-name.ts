/**
 * Session names that STS takes.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
