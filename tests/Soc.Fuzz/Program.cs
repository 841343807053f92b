using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using SharpFuzz;
using Soc.Fuzz;
using Xunit.Runner.InProc.SystemConsole;

// run TARGET|all SECONDS [SEED]   mutated inputs for so long
// afl TARGET                      one input after the other from AFL++ (see scripts/fuzz.sh)
// seeds TARGET FOLDER             the good inputs, a file each, for AFL++ to begin from
// again TARGET FILE               one input again
// targets                         their names
return args switch
{
    ["run", var name, var seconds, .. var rest] => await RunForAsync(name, double.Parse(seconds, CultureInfo.InvariantCulture), rest is [var seed] ? int.Parse(seed, CultureInfo.InvariantCulture) : Environment.TickCount),
    ["afl", var name] => await AflAsync(name),
    ["seeds", var name, var folder] => await WriteSeedsAsync(FuzzTargets.Find(name), folder),
    ["targets"] => Print(FuzzTargets.All.Select(t => t.Name)),
    ["again", var name, var file] => await AgainAsync(FuzzTargets.Find(name), file),
    _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
        await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};

static async Task<int> RunForAsync(string name, double seconds, int seed)
{
    var failed = 0;
    foreach (var target in name == "all" ? FuzzTargets.All : [FuzzTargets.Find(name)])
    {
        var inputs = 0L;
        var run = await FuzzRun.OfAsync(target, seed);
        var watch = Stopwatch.StartNew();
        var said = "well";
        try
        {
            await run.RunSeedsAsync();
            for (; watch.Elapsed.TotalSeconds < seconds; inputs++)
            {
                await run.StepAsync();
            }
        }
        catch (FuzzException failure)
        {
            failed++;
            said = $"{failure.Message}\n{failure.InnerException?.StackTrace}";
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {inputs} inputs, seed {seed}, the slowest took {run.Slowest.TotalMilliseconds:F1} ms: {said}"));
    }

    return failed == 0 ? 0 : 1;
}

static async Task<int> AflAsync(string name)
{
    CountIntoNothing();
    var target = FuzzTargets.Find(name);
    await target.SeedsAsync();
    Fuzzer.Run(stream =>
    {
        using var input = new MemoryStream();
        stream.CopyTo(input);

        // AFL++ counts what happens within this call, so that it must not return before the target has.
#pragma warning disable VSTHRD002
        target.RunAsync(input.ToArray()).AsTask().GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
    });
    return 0;
}

// Instrumented code counts into memory that AFL++ shares only once the run begins; until then it gets some of its own.
static unsafe void CountIntoNothing() => SharpFuzz.Common.Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(65_536);

static async Task<int> WriteSeedsAsync(IFuzzTarget target, string folder)
{
    Directory.CreateDirectory(folder);
    foreach (var (index, seed) in (await target.SeedsAsync()).Where(s => s.Length is > 0 and <= 16_384).DistinctBy(Convert.ToBase64String, StringComparer.Ordinal).Take(200).Index())
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, index.ToString("d4", CultureInfo.InvariantCulture)), seed);
    }

    return 0;
}

static async Task<int> AgainAsync(IFuzzTarget target, string file)
{
    await target.SeedsAsync();
    await target.RunAsync(await File.ReadAllBytesAsync(file));
    Console.WriteLine("well");
    return 0;
}

static int Print(IEnumerable<string> lines)
{
    foreach (var line in lines)
    {
        Console.WriteLine(line);
    }

    return 0;
}
