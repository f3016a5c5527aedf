import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** Folder → what it may import, of ours: the one direction that CONTRIBUTING.md tells of. Anything else is an error. */
export const mayImport = {
  "lib/aws": [],
  "lib/system": [],
  "lib/config": ["lib/aws", "lib/system"],
  "lib/iam": ["lib/aws"],
  "lib/policies": ["lib/aws", "lib/config"],
  stacks: ["lib/aws", "lib/config", "lib/policies"],
  "lib/terraform": ["lib/aws", "lib/iam", "lib/system"],
  "lib/matrix": ["lib/aws", "lib/config", "lib/iam", "lib/terraform"],
  "lib/credentials": ["lib/aws", "lib/iam", "lib/system"],
  "lib/verify": ["lib/aws", "lib/config", "lib/iam", "lib/matrix", "lib/credentials"],
  "lib/report": ["lib/matrix", "lib/verify"],
  sandbox: ["lib/aws", "lib/iam", "lib/system"],
};

const everything = [...Object.keys(mayImport), ...["main.ts", "cli", "scripts", "bench", "__tests__"]];

const zones = Object.entries(mayImport).map(([target, allowed]) => ({
  target: `./${target}`,
  from: everything
    .filter((folder) => folder !== target && !allowed.includes(folder))
    .map((folder) => `./${folder}`),
  message: `${target} may import only: ${allowed.join(", ") || "nothing of ours"}`,
}));

const byPath = {
  name: "@cdktf/provider-aws",
  message: "import constructs by path: the index loads 1,400 modules",
};
const noCdktf = {
  group: ["cdktf", "cdktf/*", "@cdktf/*", "constructs"],
  message: "only main.ts, stacks/ and their tests import cdktf",
};
const typesOnly = {
  group: ["**/matrix/**", "**/verify/**"],
  allowTypeImports: true,
  message: "lib/report takes types only",
};
const restrict = (options) => ({ "@typescript-eslint/no-restricted-imports": ["error", options] });

export default tseslint.config(
  {
    ignores: [
      "node_modules/",
      "cdktf.out/",
      ".lab/",
      ".cache/",
      ".stryker-tmp/",
      "state/",
      "coverage/",
      "reports/",
    ],
  },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ["**/*.ts"] })),
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    settings: {
      "import-x/extensions": [".ts", ".js"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js", ".json"] })],
    },
    rules: {
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
      "import-x/no-cycle": "error",
      "import-x/no-unresolved": "error",
      ...restrict({ paths: [byPath], patterns: [noCdktf] }),
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: "error",
      // a command loads the SDK or cdktf only when it runs: `require(…) as typeof import(…)`
      "@typescript-eslint/no-require-imports": "off",
    },
  },
  { files: ["main.ts", "stacks/**/*.ts", "__tests__/stacks/**/*.ts"], rules: restrict({ paths: [byPath] }) },
  { files: ["lib/report/**/*.ts"], rules: restrict({ paths: [byPath], patterns: [noCdktf, typesOnly] }) },
);
