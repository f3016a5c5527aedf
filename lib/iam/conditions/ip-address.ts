import { contains, parseAddress, parseNetwork } from "./ip-network";
import { negation, operator, typedAs } from "./operator";

/**
 * The address lies in the network.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const ipAddress = operator(
  "IpAddress",
  typedAs("IP address", parseAddress, parseNetwork, (address, network) => contains(network, address)),
);
export const notIpAddress = negation("NotIpAddress", ipAddress);
