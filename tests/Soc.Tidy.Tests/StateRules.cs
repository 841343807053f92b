using System.Collections;
using System.Reflection;
using Shouldly;
using Soc.Detection;

namespace Soc.Tidy.Tests;

/// <summary>State is bounded.</summary>
public sealed class StateRules
{
    [Fact]
    public void DetectorStates_AreSealed_AndNameTheirBounds()
    {
        foreach (var type in typeof(DetectorState).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(DetectorState))))
        {
            type.IsSealed.ShouldBeTrue(type.Name);
            var collections = Fields(type).Where(f => f.FieldType.IsArray || (f.FieldType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(f.FieldType)));
            if (collections.Any())
            {
                Bounds(type).ShouldNotBeEmpty($"{type.Name} has a collection: name its bound Max… in the state, the detector or its options.");
            }
        }
    }

    private static FieldInfo[] Fields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    private static IEnumerable<string> Bounds(Type type) =>
        type.Assembly.GetTypes()
            .Where(t => string.Equals(t.Namespace, type.Namespace, StringComparison.Ordinal))
            .SelectMany(t => t.GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(m => m.Name)
            .Where(n => n.StartsWith("Max", StringComparison.Ordinal) || string.Equals(n, "Slots", StringComparison.Ordinal) || n.StartsWith("HoursPerWeek", StringComparison.Ordinal));
}
