using Soc.Simulator.Broker;
using Soc.Simulator.Demo;
using Soc.Simulator.Replay;
using Soc.Simulator.Transport;

namespace Soc.Simulator;

/// <summary>The verbs of the command line. Exit codes: 0 well, 1 not as expected or failed, 2 wrong usage, 130 interrupted.</summary>
internal static class Commands
{
    private const int Interrupted = 130;

    private const string Usage = """
        Soc.Simulator demo --gateway Soc.Gateway.dll [--exit] [--alerts N] [--seed N]
        Soc.Simulator replay FILE --client C --sourcetype S [--hec URL] [--api URL] [--speed N]
        Soc.Simulator estate --out FOLDER [--days N] [--alerts N] [--seed N]
        Soc.Simulator broker --topics A,B [--partitions N]
        """;

    private static readonly HashSet<string> Flags = new(StringComparer.Ordinal) { "--exit" };

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            switch (args.FirstOrDefault())
            {
                case "demo":
                    var demo = DemoOptions.From(new Arguments(args.Skip(1), ["--gateway", "--alerts", "--seed"], Flags), Environment.GetEnvironmentVariable);
                    return await new DemoRunner(demo, new Screen(output, !Console.IsOutputRedirected), time).RunAsync(cancellationToken);
                case "replay":
                    var replay = ReplayOptions.From(new Arguments(args.Skip(1), ["--hec", "--api", "--client", "--sourcetype", "--speed"], new HashSet<string>(StringComparer.Ordinal)), Environment.GetEnvironmentVariable);
                    await new ReplayCommand(replay, output, time).RunAsync(cancellationToken);
                    return 0;
                case "estate":
                    await WriteEstateAsync(new Arguments(args.Skip(1), ["--out", "--days", "--alerts", "--seed"], new HashSet<string>(StringComparer.Ordinal)), output, time, cancellationToken);
                    return 0;
                case "broker":
                    await BrokerCommand.RunAsync(new Arguments(args.Skip(1), ["--topics", "--partitions"], new HashSet<string>(StringComparer.Ordinal)), Console.In, output, cancellationToken);
                    return 0;
                default:
                    await errors.WriteLineAsync(Usage);
                    return 2;
            }
        }
        catch (UsageException e)
        {
            await errors.WriteLineAsync(e.Message);
            return 2;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (HttpRequestException e)
        {
            await errors.WriteLineAsync($"Nothing answers there: {e.Message}. Is './soc up' or './soc demo' running, and on these ports?");
            return 1;
        }
        catch (Exception e) when (e is ApiException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static Task WriteEstateAsync(Arguments arguments, TextWriter output, TimeProvider time, CancellationToken cancellationToken) => EstateWriter.WriteAsync(
        arguments.Required("--out"),
        (int)arguments.Number("--days", Stories.StoryBook.HistoryDays, 1, 365),
        (int)arguments.Number("--alerts", 1_000, 100, 1_000_000),
        (ulong)arguments.Number("--seed", 42, 0, 1e15),
        time.GetUtcNow().ToUnixTimeMilliseconds(),
        output,
        cancellationToken);
}
