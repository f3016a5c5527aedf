import type { PolicyDocument } from "../../../lib/iam/types";
import type { Call } from "../../../sandbox/gateway/call";
import type { MotoAnswer } from "../../../sandbox/moto/client";

interface Entity {
  readonly id: string;
  readonly inline: Record<string, PolicyDocument>;
  attached: string[];
  readonly trust?: PolicyDocument;
  readonly boundary?: string;
  readonly tags?: Record<string, string>;
  readonly maxSessionSeconds?: number;
}

/** A moto of a few lines: the IAM that is set up here, and ECR repositories by name; it records what it is told. */
export class FakeMoto {
  readonly users: Record<string, Entity> = {};
  readonly roles: Record<string, Entity> = {};
  readonly policies: Record<string, PolicyDocument> = {
    "arn:aws:iam::aws:policy/AdministratorAccess": allow("*", "*"),
  };
  readonly repositories: Record<string, { policy?: PolicyDocument; tags?: Record<string, string> }> = {};
  readonly calls: { readonly call: Call; readonly account: string }[] = [];

  role(name: string, entity: Partial<Entity>): void {
    this.roles[name] = {
      id: `AROA${name.toUpperCase()}`,
      inline: {},
      attached: [],
      trust: trusts("root"),
      ...entity,
    };
  }

  user(name: string, entity: Partial<Entity> = {}): void {
    this.users[name] = { id: `AIDA${name.toUpperCase()}`, inline: {}, attached: [], ...entity };
  }

  send(call: Call, account: string): Promise<MotoAnswer> {
    this.calls.push({ call, account });
    return Promise.resolve(call.service === "iam" ? this.iam(call, account) : this.ecr(call));
  }

  private iam({ operation, parameters }: Call, account: string): MotoAnswer {
    const form = parameters as Record<string, string>;
    const [kind, name] = form.RoleName
      ? (["Role", form.RoleName] as const)
      : (["User", form.UserName ?? ""] as const);
    const entities = kind === "Role" ? this.roles : this.users;
    const entity = Object.hasOwn(entities, name) ? entities[name] : undefined;
    const ok = (inner: string) =>
      xml(
        200,
        `<${operation}Response><${operation}Result>${inner}</${operation}Result></${operation}Response>`,
      );
    const missing = xml(
      404,
      "<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>none</Message></Error></ErrorResponse>",
    );
    switch (operation) {
      case "CreateUser":
        this.user(name);
        return ok("");
      case "AttachUserPolicy":
        entity?.attached.push(form.PolicyArn!);
        return ok("");
      case "CreateAccessKey":
        return ok(
          `<AccessKey><UserName>${name}</UserName><AccessKeyId>AKIA${`${name.toUpperCase()}X${account}`.slice(0, 16).padEnd(16, "X")}</AccessKeyId><SecretAccessKey>secret-of-${name}</SecretAccessKey></AccessKey>`,
        );
      case "GetUser":
      case "GetRole":
        return entity ? ok(shown(kind, name, entity, account)) : missing;
      case "ListGroupsForUser":
        return ok("<Groups></Groups>");
      case `List${kind}Policies`:
        return ok(
          `<PolicyNames>${Object.keys(entity?.inline ?? {})
            .map((policy) => `<member>${policy}</member>`)
            .join("")}</PolicyNames>`,
        );
      case `ListAttached${kind}Policies`:
        return ok(
          `<AttachedPolicies>${(entity?.attached ?? []).map((arn) => `<member><PolicyArn>${arn}</PolicyArn></member>`).join("")}</AttachedPolicies>`,
        );
      case `Get${kind}Policy`:
        return ok(`<PolicyDocument>${encoded(entity?.inline[form.PolicyName!])}</PolicyDocument>`);
      case "GetPolicy":
        return this.policies[form.PolicyArn!]
          ? ok("<Policy><DefaultVersionId>v1</DefaultVersionId></Policy>")
          : missing;
      case "GetPolicyVersion":
        return ok(
          `<PolicyVersion><Document>${encoded(this.policies[form.PolicyArn!])}</Document></PolicyVersion>`,
        );
      case "GetOpenIDConnectProvider":
        return ok("<ClientIDList><member>sts.amazonaws.com</member></ClientIDList>");
      default:
        return ok("");
    }
  }

  private ecr({ operation, parameters }: Call): MotoAnswer {
    const name = String(
      parameters.repositoryName ?? String(parameters.resourceArn ?? "").split("repository/")[1] ?? "",
    );
    const repository = Object.hasOwn(this.repositories, name) ? this.repositories[name] : undefined;
    if (operation === "CreateRepository") this.repositories[name] = {};
    if (operation === "GetRepositoryPolicy" && !repository?.policy)
      return json(400, { __type: "RepositoryPolicyNotFoundException" });
    if (operation === "GetRepositoryPolicy")
      return json(200, { policyText: JSON.stringify(repository!.policy) });
    if (operation === "ListTagsForResource") {
      return json(200, {
        tags: Object.entries(repository?.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
      });
    }
    if (operation === "ListImages") return json(200, { imageIds: [] });
    if (operation === "DescribeRepositories")
      return json(200, { repositories: Object.keys(this.repositories) });
    return json(200, {});
  }
}

/** A policy of one Allow statement. */
export function allow(
  action: string | string[],
  resource: string | string[],
  more: object = {},
): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: resource, ...more }],
  };
}

/** A trust policy that trusts `arn:aws:iam::ACCOUNT:PRINCIPAL`. */
export function trusts(
  principal: string,
  more: object = {},
  action = "sts:AssumeRole",
  account = "123456789012",
): PolicyDocument {
  const AWS = `arn:aws:iam::${account}:${principal}`;
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS }, Action: action, ...more }],
  };
}

function shown(
  kind: string,
  name: string,
  { id, trust, boundary, tags, maxSessionSeconds }: Entity,
  account: string,
): string {
  const list = Object.entries(tags ?? {}).map(
    ([key, value]) => `<member><Key>${key}</Key><Value>${value}</Value></member>`,
  );
  return (
    `<${kind}><Arn>arn:aws:iam::${account}:${kind.toLowerCase()}/${name}</Arn><${kind}Id>${id}</${kind}Id>` +
    (trust ? `<AssumeRolePolicyDocument>${encoded(trust)}</AssumeRolePolicyDocument>` : "") +
    (boundary
      ? `<PermissionsBoundary><PermissionsBoundaryArn>${boundary}</PermissionsBoundaryArn></PermissionsBoundary>`
      : "") +
    `<MaxSessionDuration>${maxSessionSeconds ?? 3600}</MaxSessionDuration><Tags>${list.join("")}</Tags></${kind}>`
  );
}

const encoded = (document: PolicyDocument | undefined) => encodeURIComponent(JSON.stringify(document));
const xml = (status: number, body: string): MotoAnswer => ({
  status,
  contentType: "text/xml",
  body: Buffer.from(body),
});
const json = (status: number, content: unknown): MotoAnswer => ({
  status,
  contentType: "application/x-amz-json-1.1",
  body: Buffer.from(JSON.stringify(content)),
});
