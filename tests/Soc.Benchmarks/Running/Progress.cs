namespace Soc.Benchmarks.Running;

/// <summary>What goes on, on the error stream, so that the table can be piped.</summary>
internal static class Progress
{
    public static void Say(string text) => Console.Error.WriteLine($"  {text}");
}
