using System.Globalization;
using Shouldly;

namespace Soc.Fuzz;

/// <summary>A bounded run of every target, the same each time; SOC_SEED and SOC_FUZZ_INPUTS make it another or a longer one.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int DefaultInputs = 1_000;

    public static TheoryData<string> Names() => [.. FuzzTargets.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task NothingThrows_NothingHangs_NothingPointsOutsideItsInput(string name)
    {
        var seed = Setting("SOC_SEED", 1);
        var inputs = Setting("SOC_FUZZ_INPUTS", DefaultInputs);
        var run = await FuzzRun.OfAsync(FuzzTargets.Find(name), seed);
        await run.RunSeedsAsync();
        for (var i = 0; i < inputs; i++)
        {
            await run.StepAsync();
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {inputs} inputs with seed {seed}, the slowest took {run.Slowest.TotalMilliseconds:F1} ms"));
    }

    [Fact]
    public void TheSameSeed_MakesTheSameInputs_AndAnotherDoesNot()
    {
        byte[][] seeds = ["one line"u8.ToArray(), "{\"another\":1}"u8.ToArray()];
        Inputs(7).ShouldBe(Inputs(7));
        Inputs(7).ShouldNotBe(Inputs(8));

        string[] Inputs(int seed)
        {
            var mutator = new Mutator(seed);
            return [.. Enumerable.Range(0, 50).Select(_ => Convert.ToBase64String(mutator.Next(seeds)))];
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
