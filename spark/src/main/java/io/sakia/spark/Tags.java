package io.sakia.spark;

import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** The class tag that Scala's generic methods ask for: always that of any object, as plans are typed by Java alone. */
final class Tags {
    private Tags() {}

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T> ClassTag<T> any() {
        return (ClassTag<T>) ClassTag$.MODULE$.AnyRef();
    }
}
