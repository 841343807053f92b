namespace Soc.Benchmarks.Capture;

/// <summary>This program again, with the collector and the compiler as the agent has them.</summary>
internal static class AgentProcess
{
    /// <summary>Command line of a run of its own.</summary>
    public static string[] Command(string mode, string from, int passes = 1) =>
    [
        "env", "-u", "DOTNET_GCgen0size", "DOTNET_gcServer=0", "DOTNET_GCGen0MaxBudget=C00000", "DOTNET_TieredCompilation=0",
        Environment.ProcessPath!, .. IsHosted ? [typeof(AgentProcess).Assembly.Location] : (string[])[],
        CaptureRun.Verb, mode, from, passes.ToString(System.Globalization.CultureInfo.InvariantCulture),
    ];

    // Started as 'dotnet X.dll', and not as a program of its own.
    private static bool IsHosted => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
}
