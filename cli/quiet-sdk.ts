/** Imported before the AWS SDK: its six-line warning of Node 20 would stand in outputs that others parse. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
