using Soc.Storage.Conformance.Clustering;
using Soc.Storage.Conformance.EventLogs.Embedded;
using Soc.Storage.Conformance.Stores.Sqlite;
using Xunit.Runner.InProc.SystemConsole;

return args switch
{
    [LogChild.Verb, var directory, var seed] => await LogChild.RunAsync(directory, seed),
    [StoreChild.Verb, var file] => await StoreChild.RunAsync(file),
    [SiloChild.Verb, var connectionString] => await SiloChild.RunAsync(connectionString),
    _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
        await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, Soc.Storage.Conformance.SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};
