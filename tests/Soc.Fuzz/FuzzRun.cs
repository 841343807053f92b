using System.Diagnostics;
using System.Globalization;

namespace Soc.Fuzz;

/// <summary>Runs a target over mutated inputs. An input that throws, breaks a promise or takes too long ends the run, and is told so that it can be run again.</summary>
internal sealed class FuzzRun(IFuzzTarget target, IReadOnlyList<byte[]> seeds, int seed)
{
    /// <summary>No input of 64 KB takes nearly as long; what does is a step count that grows faster than the input.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    private readonly Mutator _mutator = new(seed);

    /// <exception cref="FuzzException">The target has nothing to begin with.</exception>
    public static async Task<FuzzRun> OfAsync(IFuzzTarget target, int seed)
    {
        var seeds = await target.SeedsAsync();
        FuzzException.Unless(seeds.Count > 0, $"{target.Name} needs an input of its own where no corpus is: write one beside the others.");
        return new FuzzRun(target, seeds, seed);
    }

    /// <summary>The slowest input so far.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>The seeds as they are, which must do no harm either.</summary>
    public async Task RunSeedsAsync()
    {
        foreach (var input in seeds)
        {
            await RunOneAsync(input);
        }
    }

    /// <summary>One more mutated input.</summary>
    public Task StepAsync() => RunOneAsync(_mutator.Next(seeds));

    private async Task RunOneAsync(byte[] input)
    {
        var watch = Stopwatch.GetTimestamp();
        try
        {
            await target.RunAsync(input);
        }
        catch (Exception failure)
        {
            throw new FuzzException(string.Create(CultureInfo.InvariantCulture, $"{target.Name}, seed {seed}: {failure.GetType().Name}: {failure.Message} Input in Base64: {Convert.ToBase64String(input)}"), failure);
        }

        var took = Stopwatch.GetElapsedTime(watch);
        Slowest = took > Slowest ? took : Slowest;
        if (took > MaxTime)
        {
            throw new FuzzException(string.Create(CultureInfo.InvariantCulture, $"{target.Name}, seed {seed}: {took.TotalSeconds:F1} s for {input.Length} bytes. Input in Base64: {Convert.ToBase64String(input)}"));
        }
    }
}
