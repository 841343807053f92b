namespace Soc.Benchmarks.Running;

/// <summary>The folder that stays between runs: SOC_DATA, or data beside the solution.</summary>
internal static class DataFolder
{
    public static string Path { get; } = System.IO.Path.GetFullPath(
        Environment.GetEnvironmentVariable("SOC_DATA") is { Length: > 0 } folder ? folder : System.IO.Path.Combine(RepositoryRoot.Path, "data"));
}
